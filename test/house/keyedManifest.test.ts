import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type KeyedManifest = (
  manifest: object,
  words: object,
) => { readonly manifest: object; readonly words: object; readonly plain: readonly string[] };

const file = pathToFileURL(join(__dirname, '../../scripts/l10n/keyedManifest.mjs')).href;

describe('keyedManifest', () => {
  it('names each word by its place, and keeps two of one view apart', async () => {
    const { keyedManifest } = (await import(file)) as { keyedManifest: KeyedManifest };
    const { manifest, words, plain } = keyedManifest(
      {
        description: 'What it is',
        contributes: {
          commands: [{ command: 'a.b', category: 'GFP Lens', title: 'Do it' }],
          viewsWelcome: [
            { view: 'a.v', contents: 'One' },
            { view: 'a.v', contents: '%viewsWelcome.a.v.2.contents%' },
          ],
        },
      },
      { 'viewsWelcome.a.v.2.contents': 'Two' },
    );
    assert.deepEqual(words, {
      description: 'What it is',
      'commands.a.b.title': 'Do it',
      'viewsWelcome.a.v.contents': 'One',
      'viewsWelcome.a.v.2.contents': 'Two',
    });
    assert.deepEqual(plain, ['description', 'commands.a.b.title', 'viewsWelcome.a.v.contents']);
    assert.deepEqual(manifest, {
      description: '%description%',
      contributes: {
        commands: [{ command: 'a.b', category: 'GFP Lens', title: '%commands.a.b.title%' }],
        viewsWelcome: [
          { view: 'a.v', contents: '%viewsWelcome.a.v.contents%' },
          { view: 'a.v', contents: '%viewsWelcome.a.v.2.contents%' },
        ],
      },
    });
  });
});
