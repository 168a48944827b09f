import assert from 'node:assert/strict';
import { messageFrom, subjectFrom, urisOf } from '../../client/picture/messages';
import { answer, toInodes, toPages, uriOf } from './recordedAnswers';

const uris = urisOf(toPages);

describe('messageFrom', () => {
  const open = { type: 'open', uri: uriOf('mm/vmscan.c'), line: 125, column: 1, stay: false };

  it('opens lines of the files of the answer, of its gates too', () => {
    assert.deepEqual(messageFrom({ ...open, stay: 'yes', more: 1 }, uris), open);
    assert.deepEqual(messageFrom({ ...open, name: 'shrink_folio_list' }, uris), { ...open, name: 'shrink_folio_list' });
    assert.ok(uris.has(uriOf('mm/page_alloc.c')));
  });

  it('opens nothing else', () => {
    for (const wrong of [
      { ...open, uri: 'file:///etc/passwd' },
      { ...open, uri: 7 },
      { ...open, line: 0 },
      { ...open, line: 1.5 },
      { ...open, line: '3' },
      { ...open, column: -1 },
      { ...open, column: Number.POSITIVE_INFINITY },
    ]) {
      assert.equal(messageFrom(wrong, uris), null, JSON.stringify(wrong));
    }
    assert.deepEqual(messageFrom({ ...open, name: '.*' }, uris), open);
  });

  it('takes a mask that is asked for without its white space, and no endless one', () => {
    assert.deepEqual(messageFrom({ type: 'ask', mask: ' 0x250 ' }, uris), { type: 'ask', mask: '0x250' });
    assert.equal(messageFrom({ type: 'ask', mask: '  ' }, uris), null);
    assert.equal(messageFrom({ type: 'ask', mask: 'G'.repeat(501) }, uris), null);
  });

  it('saves two kinds of images', () => {
    const svg = { type: 'save', format: 'svg', content: '<svg/>' };
    assert.deepEqual(messageFrom(svg, uris), svg);
    assert.equal(messageFrom({ ...svg, format: 'exe' }, uris), null);
    assert.equal(messageFrom({ ...svg, content: null }, uris), null);
  });

  it('takes nothing else', () => {
    for (const wrong of [null, undefined, 'ready', 3, [], {}, { type: 'eval' }])
      assert.equal(messageFrom(wrong, uris), null);
    assert.deepEqual(messageFrom({ type: 'ready' }, uris), { type: 'ready' });
  });
});

describe('subjectFrom', () => {
  const ends = { uri: uriOf('fs/xfs/kmem.c'), from: 'kmem_alloc', to: 'prune_icache_sb' };
  const subject = { answer: toInodes, ...ends, via: ['shrink_node'] };

  it('takes back what a picture kept', () => {
    assert.deepEqual(subjectFrom(JSON.parse(JSON.stringify({ subject, chosen: 'GFP_NOFS' }))), subject);
  });

  it('takes nothing that would not be drawn', () => {
    for (const wrong of [
      undefined,
      null,
      'state',
      {},
      { subject: null },
      { subject: { ...subject, from: 3 } },
      { subject: { ...subject, via: [3] } },
      { subject: { ...subject, answer: answer() } },
      { subject: { ...subject, answer: { ...toInodes, paths: [{ hops: [{}] }] } } },
      { subject: { ...subject, answer: { ...toInodes, paths: [{ ...toInodes.paths[0], gates: [3] }] } } },
    ]) {
      assert.equal(subjectFrom(wrong), null, JSON.stringify(wrong)?.slice(0, 80));
    }
  });
});
