import assert from 'node:assert/strict';
import { type DecodeResult, decode } from '../../server/src/gfp/decode';
import { decodeMarkdown } from '../../server/src/render/decodeMarkdown';
import { vocabularyOf } from '../gfp/vocabularies';

function decoded(input: string): DecodeResult {
  const outcome = decode(input, vocabularyOf('6.1'));
  assert.ok(outcome.ok);
  return outcome.result;
}

describe('decodeMarkdown', () => {
  it('shows the mask, a row for each flag, and what is allowed', () => {
    const text = decodeMarkdown(decoded('GFP_NOFS|__GFP_NOWARN'));
    assert.match(text, /^`GFP_NOFS\|__GFP_NOWARN` = `0x2c40`/);
    assert.match(text, /\| `__GFP_IO` \| `0x40` \| Reclaim may start/);
    assert.match(text, /- ✗ \*\*enter file systems\*\*/);
    assert.match(text, /\*Linux 6\.1, built-in table\*$/);
  });

  it('shows the help of the name under the cursor first', () => {
    const text = decodeMarkdown(decoded('GFP_NOFS'), { about: { name: 'GFP_NOFS', help: 'For *locks*.' } });
    assert.match(text, /`0xc40`\n\n✓.*\n\nFor \\\*locks\\\*\.\n/);
  });

  it('tells at a glance what is allowed', () => {
    const [, glance] = decodeMarkdown(decoded('GFP_NOFS')).split('\n\n');
    assert.equal(
      glance,
      '✓ direct reclaim · ✓ wake kswapd · ✓ start I/O · ✗ enter file systems · ✗ use reserves · ✓ fail',
    );
  });

  it('does not say a name or a help twice', () => {
    const named = { name: '__GFP_IO', hex: '0x40', help: '__GFP_IO can start physical IO.' };
    const result = { ...decoded('__GFP_IO'), flags: [named] };
    assert.match(decodeMarkdown(result), /\| can start physical IO\. \|/);
    const text = decodeMarkdown(result, { about: named });
    assert.equal(text.split('can start physical IO').length, 2);
  });

  it('keeps markdown in help from having an effect', () => {
    const result = decoded('__GFP_IO');
    const hostile = { ...result, flags: [{ name: '__GFP_IO', hex: '0x40', help: 'a|b _must_ <img> [x](y) `c`' }] };
    assert.match(decodeMarkdown(hostile), /\| a\\\|b \\_must\\_ \\<img\\> \\\[x\\\]\(y\) \\`c\\` \|/);
  });

  it('cuts long help at the end of a sentence', () => {
    const result = decoded('__GFP_IO');
    const long = { ...result, flags: [{ name: '__GFP_IO', hex: '0x40', help: 'One. Two is longer. Three.' }] };
    assert.match(decodeMarkdown(long, { longestHelp: 22 }), /\| One\. Two is longer\. \|/);
    assert.match(decodeMarkdown(long, { longestHelp: 3 }), / … \|/);
  });

  it('is a few lines under its own name where the hover of another tool stands beside it', () => {
    const about = { name: '__GFP_FS', help: `${'Long words. '.repeat(20)}End.` };
    const lines = decodeMarkdown(decoded('__GFP_FS'), { about, isBeside: true }).split('\n\n');
    assert.equal(lines[0], '**GFP Lens** `__GFP_FS` = `0x80`');
    assert.match(lines[1]!, /✓ enter file systems/);
    assert.equal(lines.length, 3);
    assert.ok(lines[2]!.length <= 160);
  });

  it('says above the table why it is read with this kernel', () => {
    const [, , why] = decodeMarkdown(decoded('GFP_NOFS'), { why: 'The log was printed by x_1.' }).split('\n\n');
    assert.equal(why, 'The log was printed by x\\_1.');
  });
});
