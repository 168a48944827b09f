// node scripts/missed-functions.mjs --tree DIR --export DIR [--list N] [--json]
//
// Function definitions that universal-ctags finds and an export of GFP Lens (`gfp-lens export --out DIR`) does not, over
// the whole tree, by reason; and how many there are the other way round. A reason is read off the source line, so that
// what ctags takes for a function by mistake stands apart from what GFP Lens misses.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sourceFiles } from '../bench/sourceFiles.mjs';
import { ctagsFunctions } from './missed-functions/ctagsFunctions.mjs';
import { exportedDefinitions } from './missed-functions/exportedDefinitions.mjs';
import { isFalseAlarm, reasonOf, SourceLines } from './missed-functions/reason.mjs';

const usage = 'usage: node scripts/missed-functions.mjs --tree DIR --export DIR [--list N] [--json]';

try {
  const options = parse();
  const comparison = await compare(options.tree, options.export);
  if (options.json) console.log(JSON.stringify(comparison, null, 2));
  else print(comparison, options.list);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

async function compare(tree, exported) {
  const paths = sourceFiles(tree).paths.filter((path) => !path.endsWith('.S'));
  const ours = await exportedDefinitions(join(exported, 'functions.jsonl'));
  const lines = new SourceLines(tree);
  const missed = [];
  let theirs = 0;
  let elsewhere = 0;
  for await (const tag of ctagsFunctions(tree, paths)) {
    theirs++;
    const match = ours.take(tag);
    if (match === 'other line') elsewhere++;
    if (match === null) missed.push(tag);
  }
  const classified = missed.map((tag) => ({ ...tag, reason: reasonOf(tag, lines, ours), text: lines.text(tag) }));
  const real = classified.filter(({ reason }) => !isFalseAlarm(reason));
  return {
    tree,
    ctagsFunctions: theirs,
    ourFunctions: ours.functionCount,
    matchedOnOtherLine: elsewhere,
    notOurs: classified.length,
    missed: real.length,
    missedPercent: percent(real.length, theirs),
    onlyOurs: ours.untaken(),
    missedByFolder: countBy(real, ({ file }) => file.split('/')[0]),
    byReason: groupBy(classified, ({ reason }) => reason),
  };
}

function print(comparison, list) {
  const { byReason, missedByFolder, onlyOurs, ...totals } = comparison;
  for (const [name, value] of Object.entries(totals)) console.log(`${name.padEnd(20)} ${value}`);
  console.log(
    `\nonly GFP Lens has   ${onlyOurs.total} (made by a macro or on the line of one that ctags names otherwise: ${onlyOurs.sharedLine})`,
  );
  console.log('\nmissed, by top folder');
  for (const [folder, count] of Object.entries(missedByFolder))
    console.log(`  ${String(count).padStart(6)}  ${folder}`);
  for (const [reason, tags] of Object.entries(byReason)) {
    console.log(`\n${isFalseAlarm(reason) ? 'not counted' : 'MISSED'}: ${reason}: ${tags.length}`);
    for (const { file, line, name, text } of tags.slice(0, list))
      console.log(`  ${file}:${line}  ${name}  | ${text.trim()}`);
    if (tags.length > list) console.log(`  ... ${tags.length - list} more (--list N shows N)`);
  }
}

function groupBy(items, key) {
  const groups = {};
  for (const item of items) {
    groups[key(item)] ??= [];
    groups[key(item)].push(item);
  }
  return Object.fromEntries(Object.entries(groups).sort(([, a], [, b]) => b.length - a.length));
}

function countBy(items, key) {
  return Object.fromEntries(Object.entries(groupBy(items, key)).map(([name, group]) => [name, group.length]));
}

function percent(part, whole) {
  return whole === 0 ? 0 : Number(((100 * part) / whole).toFixed(3));
}

function parse() {
  let values;
  try {
    values = parseArgs({
      options: {
        tree: { type: 'string' },
        export: { type: 'string' },
        list: { type: 'string', default: '12' },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Error(`${error.message.split('. ')[0]}. ${usage}`);
  }
  for (const name of ['tree', 'export']) {
    if (values[name] === undefined) throw new Error(`--${name} is missing. ${usage}`);
    if (!statSync(values[name], { throwIfNoEntry: false })?.isDirectory()) {
      throw new Error(`--${name} ${values[name]}: there is no such folder. ${usage}`);
    }
  }
  if (!/^\d+$/.test(values.list)) throw new Error(`--list ${values.list}: a whole number. ${usage}`);
  return { ...values, list: Number(values.list) };
}
