import assert from 'node:assert/strict';
import type { Origin } from '../../server/src/flow/origins';
import { originWords } from '../../server/src/render/originWords';
import { SampleFlow } from '../features/sampleFlow';

const code = `#include <linux/gfp.h>
#include <linux/slab.h>

extern gfp_t any_mask;
struct scan { gfp_t gfp_mask; };

void *taken(struct scan *sc, gfp_t gfp)
{
	kmalloc(1, any_mask);
	kmalloc(2, sc->gfp_mask);
	return kmalloc(3, gfp | __GFP_NOWARN);
}
`;

describe('originWords', () => {
  it('says in English what a note says, and in another language all but code', async () => {
    const sample = await SampleFlow.with({ 'mm/taken.c': code });
    try {
      const [def] = sample.flow.index.lookup('taken');
      const notes = sample.flow.masks(def!)?.masks.flatMap(({ value }) => value.origins) ?? [];
      for (const note of notes) assert.equal(originWords(note), note.what);
      const kinds = new Set(notes.map(({ sentence }) => sentence?.kind));
      assert.deepEqual([...kinds].map(String).sort(), ['object', 'parameter', 'undefined', 'variable']);
      const shouted = (note: Origin): string => originWords(note, (message) => message.toUpperCase());
      for (const note of notes) assert.equal(shouted(note) === note.what, note.sentence === undefined, note.what);
    } finally {
      sample.cleanup();
    }
  });

  it('names what is assumed', () => {
    const sentence = { kind: 'assumed', of: 'helper' } as const;
    const what = 'helper: as with CONFIG_X=y, which is assumed';
    assert.equal(originWords({ file: 0, at: 0, what, sentence, assumes: 'CONFIG_X=y' } as unknown as Origin), what);
  });
});
