import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NameTable } from '../../server/src/text/nameTable';

// Names of C are not empty.
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });

describe('NameTable over stored names', () => {
  it('finds what was interned, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(name), name, (texts, other) => {
        const table = new NameTable(4);
        const ids = texts.map((text) => table.internText(text));
        const { arena, starts, size } = table;
        const stored = NameTable.over(arena, starts.slice(0, size + 1), table.toBuckets());
        texts.forEach((text, i) => {
          assert.equal(stored.find(text), ids[i]);
          assert.equal(stored.text(ids[i]!), new TextDecoder().decode(new TextEncoder().encode(text)));
        });
        assert.equal(stored.find(other), table.find(other));
      }),
    );
  });

  it('tells which names begin with a prefix', () => {
    fc.assert(
      fc.property(fc.array(name), name, (texts, prefix) => {
        const table = new NameTable(4);
        const ids = [...texts, `${prefix}x`, prefix.slice(1)].map((text) => [table.internText(text), text] as const);
        const begins = table.beginsWith(prefix);
        for (const [id, text] of ids)
          assert.equal(begins(id), text.startsWith(prefix), `${text} begins with ${prefix}`);
      }),
    );
  });
});
