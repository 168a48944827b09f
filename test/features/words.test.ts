import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say, speak } from '../../server/src/features/words';

describe('the words of the language server', () => {
  let folder: string;
  let logged: string[];
  const spoken = (locale: string | undefined): string => {
    speak(locale, folder, (text) => logged.push(text));
    return say('line {0}', 7);
  };

  beforeEach(() => {
    logged = [];
    folder = mkdtempSync(join(tmpdir(), 'gfp-lens-words-'));
    writeFileSync(join(folder, 'bundle.l10n.zh-cn.json'), JSON.stringify({ 'line {0}': '第 {0} 行' }));
    writeFileSync(join(folder, 'bundle.l10n.xx.json'), '{ "line {0}": ');
    writeFileSync(join(folder, 'bundle.l10n.yy.json'), 'null');
  });
  afterEach(() => {
    speak(undefined, folder, () => {});
    rmSync(folder, { recursive: true, force: true });
  });

  for (const locale of ['zh-cn', 'zh-CN', 'zh_CN.UTF-8', 'zh', 'zh-Hans'])
    it(`are Chinese for ${locale}`, () => {
      assert.equal(spoken(locale), '第 7 行');
      assert.deepEqual(logged, []);
    });

  for (const locale of [undefined, 'en', 'en-GB', 'C', '../zh-cn', 'zh-cn/../../x'])
    it(`are English for ${locale}`, () => {
      spoken('zh-cn');
      assert.equal(spoken(locale), 'line 7');
      assert.deepEqual(logged, []);
    });

  for (const [what, locale] of [
    ['is not there', 'de'],
    ['is another country’s', 'zh-tw'],
    ['is broken', 'xx'],
    ['holds no messages', 'yy'],
  ])
    it(`are English where the bundle ${what}, with one line in the log`, () => {
      assert.equal(spoken(locale), 'line 7');
      assert.equal(logged.length, 1);
      assert.match(logged[0]!, new RegExp(`"${locale}"`));
    });

  it('are English where a message has no translation', () => {
    spoken('zh-cn');
    assert.equal(say('{0} in {1}', 'a', 'b'), 'a in b');
  });
});
