// Bundles the entry points and the page of the picture into dist/ and puts the two WebAssembly files beside them.
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const dist = join(root, 'dist');

const entries = {
  client: 'client/src/activation.ts',
  extension: 'client/src/extension.ts',
  server: 'server/src/server.ts',
  worker: 'server/src/index/worker.ts',
  indexer: 'server/src/index/indexThread.ts',
  cli: 'server/src/cli.ts',
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file)))),
  outdir: dist,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: process.argv.includes('--minify'),
  sourcemap: process.argv.includes('--sourcemap'),
  legalComments: 'none',
  external: ['vscode'],
  // The ES module of web-tree-sitter reads import.meta.url, which a CommonJS bundle does not have.
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
  define: { 'process.env.GFP_LENS_VERSION': JSON.stringify(require('../package.json').version) },
  logLevel: 'warning',
});
await build({
  absWorkingDir: root,
  entryPoints: [
    { in: 'client/picture/main.ts', out: 'picture' },
    { in: 'client/picture/picture.css', out: 'picture' },
  ],
  outdir: dist,
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'chrome114',
  minify: process.argv.includes('--minify'),
  legalComments: 'none',
  logLevel: 'warning',
});
for (const wasm of [
  join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.wasm'),
  join(dirname(require.resolve('tree-sitter-c/package.json')), 'tree-sitter-c.wasm'),
]) {
  copyFileSync(wasm, join(dist, wasm.slice(dirname(wasm).length + 1)));
}
