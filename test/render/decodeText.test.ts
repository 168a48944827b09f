import assert from 'node:assert/strict';
import { type DecodeResult, decode } from '../../server/src/gfp/decode';
import { decodeText } from '../../server/src/render/decodeText';
import { vocabularyOf } from '../gfp/vocabularies';

function decoded(input: string, version: string): DecodeResult {
  const outcome = decode(input, vocabularyOf(version));
  assert.ok(outcome.ok);
  return outcome.result;
}

describe('decodeText', () => {
  const seed = decodeText(decoded('0x250', '3.10.0-327.el7.x86_64'));

  it('begins with the mask in names and the kernel that it is read for', () => {
    assert.match(seed, /^0x250 = GFP_NOFS\|__GFP_NOWARN\n {2}\(RHEL 7 \(builds to 514\), built-in table\)\n/);
  });

  it('lists the flags and what reclaim may do', () => {
    assert.match(seed, /0x10 {2}__GFP_WAIT +The caller may sleep/);
    assert.match(seed, /yes {2}direct reclaim/);
    assert.match(seed, /no {3}enter file systems +Dirty file pages/);
  });

  it('keeps to the width', () => {
    for (const line of decodeText(decoded('GFP_KERNEL', '6.1'), { width: 70 }).split('\n')) {
      assert.ok(line.length <= 70, line);
    }
  });

  it('says what is unknown and what is assumed', () => {
    const text = decodeText(decoded('0x800000', '5.10'));
    assert.match(text, /Bits without a meaning in this kernel: 0x800000\./);
    assert.match(text, /Assumed, because no \.config tells it: CONFIG_LOCKDEP=n\./);
    assert.doesNotMatch(seed, /Assumed|without a meaning/);
  });

  it('does not promise an effect of __GFP_FS to a caller that cannot reclaim', () => {
    assert.match(
      decodeText(decoded('__GFP_FS', '6.1')),
      /yes {2}enter file systems +The bit is set, but without direct/,
    );
  });

  it('has no trailing blanks and ends with one line break', () => {
    assert.doesNotMatch(seed, / \n/);
    assert.match(seed, /[^\n]\n$/);
  });
});
