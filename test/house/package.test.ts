import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const projectRoot = join(__dirname, '../..');

/** What the .vsix holds. Anything else in it is a mistake; so is anything of it that is missing. */
const shipped = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'THIRD_PARTY_NOTICES.md',
  'dist/cli.js',
  'dist/client.js',
  'dist/extension.js',
  'dist/indexer.js',
  'dist/picture.css',
  'dist/picture.js',
  'dist/server.js',
  'dist/tree-sitter-c.wasm',
  'dist/web-tree-sitter.wasm',
  'dist/worker.js',
  'docs/HAZARDS.md',
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
];

describe('the package', () => {
  it('holds the bundles, the grammars, the media and nothing else', function () {
    this.timeout(60_000);
    run('scripts/notices.mjs');
    const listed = run('node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies').trim().split('\n');
    const expected = [...shipped, ...shippedFolders()];
    assert.deepEqual(listed.sort(), expected.sort());
  });

  it('names in package.json only files that it holds', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
    const held = [...shipped, ...shippedFolders()];
    const holds = (path: string): boolean => held.some((file) => file === path || file.startsWith(`${path}/`));
    const lost = paths(manifest).filter((path) => !holds(path.replace(/^\.\//, '')));
    assert.deepEqual(lost, []);
  });

  it('is one small file for every platform, and the same one from the same source', function () {
    this.timeout(240_000);
    const folder = mkdtempSync(join(tmpdir(), 'gfp-lens-package-'));
    try {
      const [one, other] = ['one.vsix', 'other.vsix'].map((name) => {
        run('scripts/package.mjs', '--out', join(folder, name));
        return readFileSync(join(folder, name));
      });
      assert.ok(one!.length < 4 << 20, `${one!.length} bytes`);
      assert.ok(one!.equals(other!), 'two builds differ');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('has an icon of 128 pixels', () => {
    const icon = readFileSync(join(projectRoot, 'media/icon.png'));
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [128, 128]);
  });

  it('has a small picture for every step of the walkthrough in every theme, and no other', () => {
    const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
      contributes: {
        walkthroughs: { steps: { media: { image: Record<'dark' | 'light' | 'hc' | 'hcLight', string> } }[] }[];
      };
    };
    const images = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.image));
    for (const { hc, hcLight, ...plain } of images) assert.deepEqual([hc, hcLight], [plain.dark, plain.light]);
    const shown = images.flatMap(({ dark, light }) => [dark, light]);
    assert.deepEqual(shown.sort(), filesUnder('media/walkthrough', '').sort());
    for (const picture of shown) assert.ok(statSync(join(projectRoot, picture)).size <= 100_000, picture);
  });

  it('carries a licence text for every package that is bundled', () => {
    run('scripts/notices.mjs');
    const notices = readFileSync(join(projectRoot, 'THIRD_PARTY_NOTICES.md'), 'utf8');
    for (const name of [
      'apache-arrow',
      'flatbuffers',
      'web-tree-sitter',
      'tree-sitter-c',
      '@dagrejs/dagre',
      'vscode-languageclient',
      '@vscode/l10n',
    ]) {
      assert.match(notices, new RegExp(`^## ${name} `, 'm'));
    }
    assert.doesNotMatch(notices, /holds no licence text/);
  });
});

/** Runs a script of the project and gives its standard output. */
function run(script: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectRoot, script), ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** Every file in these folders is for the product. */
function shippedFolders(): string[] {
  return [...filesUnder('syntaxes', '.json'), ...filesUnder('media', ''), ...filesUnder('l10n', '.json')];
}

/** Files in a folder of the project, with `/`; none where the folder is not there. */
function filesUnder(folder: string, end: string): string[] {
  const path = join(projectRoot, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(name, end) : name.endsWith(end) ? [name] : [];
  });
}

/** Every string in a JSON document that begins with `./`, or is a command of `bin`. */
function paths(json: unknown): string[] {
  if (typeof json === 'string') return /^(\.|dist|media|syntaxes)\//.test(json) ? [json] : [];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(paths) : [];
}
