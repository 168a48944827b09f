import assert from 'node:assert/strict';
import { nearestPoints, noPathWords } from '../../server/src/trace/noPath';
import { graphIndex } from '../support/graphIndex';

describe('noPathWords', () => {
  const words = (graph: string, from: string, to: string): string => {
    const index = graphIndex(graph);
    return noPathWords(index, index.lookup(from), index.lookup(to));
  };

  it('names what reaches both and what both reach', () => {
    const graph = `
      mm/a.c: above
      mm/a.c: one
      mm/a.c: other
      mm/a.c: below
      above > one
      above > other
      one > below
      other > below`;
    assert.equal(
      words(graph, 'one', 'other'),
      'other is reached from one function only; both are reached from above (mm/a.c:10); both reach below (mm/a.c:40)',
    );
  });

  it('tells where a function that nobody calls is handed on', () => {
    const graph = `
      mm/a.c: one
      mm/a.c: leaf
      mm/a.c: scan
      mm/a.c: setup
      one > leaf
      setup > callback scan
      shrinker.scan_objects = scan`;
    assert.equal(
      words(graph, 'one', 'scan'),
      'nothing calls scan, but it is stored in shrinker.scan_objects and it is passed as an argument in setup',
    );
  });

  it('says that the path leads the other way round', () => {
    const graph = 'mm/a.c: one\nmm/a.c: other\nmm/a.c: leaf\nother > one\none > leaf';
    assert.equal(
      words(graph, 'one', 'other'),
      'nothing calls other; there is a path the other way round, from other to one',
    );
  });

  it('says that the start calls nothing', () => {
    assert.match(words('mm/a.c: one\nmm/a.c: other', 'one', 'other'), /^one calls nothing/);
  });
});

describe('nearestPoints', () => {
  it('takes the nearest of several', () => {
    const index = graphIndex(`
      mm/a.c: far
      mm/a.c: near
      mm/a.c: one
      mm/a.c: other
      far > near
      near > one
      near > other`);
    const { above, below } = nearestPoints(index, index.lookup('one'), index.lookup('other'));
    assert.equal(above === null ? null : index.defName(above), 'near');
    assert.equal(below, null);
  });
});
