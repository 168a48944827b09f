// node scripts/parse-errors.mjs --tree DIR [--under mm,fs] [--worst N] [--json]
//
// Reads every function body under the given folders as the syntax reader does, and counts those that have places which could not be
// read (ERROR and MISSING nodes), by folder, with examples. Needs a build (the index's snapshot is read, or made, with the bundled worker).
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { projectRoot } from './bootstrap/projectRoot.mjs';

const usage = 'usage: node scripts/parse-errors.mjs --tree DIR [--under mm,fs,block,kernel] [--worst N] [--json]';

try {
  const options = parse();
  const { countParseErrors } = await bundled();
  const report = await countParseErrors({ root: projectRoot, ...options });
  if (options.json) console.log(JSON.stringify(report, null, 2));
  else print(report);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

/** As the product is bundled: what is measured should be as fast. */
async function bundled() {
  const require = createRequire(import.meta.url);
  const outfile = join(projectRoot, 'out/scripts/countParseErrors.cjs');
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ['scripts/parse-errors/countParseErrors.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
    logLevel: 'warning',
  });
  return require(outfile);
}

function parse() {
  const { values } = parseArgs({
    options: {
      tree: { type: 'string' },
      under: { type: 'string', default: 'mm,fs,block,kernel' },
      worst: { type: 'string', default: '20' },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.tree === undefined) throw new Error(usage);
  const worst = Number(values.worst);
  if (!Number.isInteger(worst) || worst < 0) throw new Error(`--worst ${values.worst}: give a number\n${usage}`);
  return { tree: values.tree, under: values.under.split(',').filter(Boolean), worst, json: values.json };
}

function print({ folders, total, examples }) {
  const line = (name, { functions, bodies, broken, percent, megabytesPerSecond }) =>
    `${name.padEnd(12)} ${String(functions).padStart(8)} ${String(bodies).padStart(8)} ${String(broken).padStart(8)} ${percent.toFixed(3).padStart(9)} ${megabytesPerSecond.toFixed(2).padStart(7)}`;
  console.log('folder       functions   bodies  broken    percent    MB/s');
  for (const [name, counts] of Object.entries(folders)) console.log(line(name, counts));
  console.log(line('total', total));
  for (const { file, line: at, name, problem } of examples)
    console.log(`\n${file}:${at}  ${name}\n    ${problem.replace(/\n/g, '\n    ')}`);
}
