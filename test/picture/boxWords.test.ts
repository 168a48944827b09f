import assert from 'node:assert/strict';
import { maskedFunctions, maskWords, rowsOf, SHOWN_INSIDE, shortened } from '../../client/picture/boxWords';
import { folded } from '../../client/picture/folded';
import { pathGraph } from '../../client/picture/pathGraph';
import { underMask } from '../../client/picture/underMask';
import { englishTexts } from './englishTexts';
import { answer, gate, path, toInodes } from './recordedAnswers';

describe('maskedFunctions', () => {
  it('names the first function and those where the mask changes', () => {
    const graph = pathGraph(toInodes);
    const masked = maskedFunctions(graph);
    const names = graph.functions.filter(({ id }) => masked.has(id)).map(({ name }) => name);
    assert.deepEqual(names, ['kmem_alloc', 'kmalloc', 'alloc_slab_page', '__kmalloc_large_node']);
  });

  it('names none where nothing is known of masks', () => {
    const paths = toInodes.paths.map((each) => ({ ...each, hops: each.hops.map((hop) => ({ ...hop, masks: {} })) }));
    assert.equal(maskedFunctions(pathGraph({ ...toInodes, paths })).size, 0);
  });
});

describe('maskWords', () => {
  const [first] = pathGraph(toInodes).functions;

  it('says the mask as the kernel prints it', () => {
    assert.equal(maskWords(first!, 'GFP_NOFS', englishTexts), 'GFP_NOFS');
  });

  it('says what is known of a mask that is not wholly known', () => {
    const partly = { set: ['__GFP_IO'], clear: ['__GFP_FS'], unknown: ['__GFP_ZERO', '__GFP_COMP'], symbolic: null };
    assert.equal(
      maskWords({ ...first!, masks: { GFP_NOFS: partly } }, 'GFP_NOFS', englishTexts),
      '__GFP_IO, 2 bits not known',
    );
  });

  it('is silent where no mask arrives', () => {
    assert.equal(maskWords({ ...first!, masks: { GFP_NOFS: null } }, 'GFP_NOFS', englishTexts), '');
    assert.equal(maskWords(first!, 'GFP_DMA', englishTexts), '');
  });
});

describe('rowsOf', () => {
  it('lists a few gates inside of a function, and all when asked', () => {
    const gates = Array.from({ length: 14 }, (_, i) =>
      gate({ function: 'end', file: 'mm/a.c', line: i + 1 }, `gfp & ${i}`, ['__GFP_FS']),
    );
    const many = answer(path([{ at: ['end', 'mm/a.c', 1], call: 0 }], gates));
    const graph = pathGraph(many);
    const inside = folded(graph, new Set()).boxes.find(({ kind }) => kind === 'inside')!;
    const kinds = (opened: ReadonlySet<string>) =>
      rowsOf(inside, 'GFP_NOFS', underMask(graph, many, 'GFP_NOFS'), englishTexts, { masked: new Set(), opened }).map(
        ({ kind }) => kind,
      );
    assert.equal(kinds(new Set()).filter((kind) => kind === 'door').length, SHOWN_INSIDE);
    assert.equal(kinds(new Set()).at(-1), 'more');
    assert.equal(kinds(new Set([inside.id])).filter((kind) => kind === 'door').length, 14);
  });
});

describe('shortened', () => {
  it('keeps short texts and cuts long ones', () => {
    assert.equal(shortened('abc', 3), 'abc');
    assert.equal(shortened('abcd', 3), 'ab…');
  });
});
