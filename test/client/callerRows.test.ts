import './vscodeStub';
import assert from 'node:assert/strict';
import { callerRows } from '../../client/src/callersByMask/callerRows';

const caller = (name: string, file: string, line: number) => ({
  ...{ function: name, file, line, column: 9 },
  uri: `file:///tree/${file}`,
});

describe('callers by mask', () => {
  it('stand below their mask, in the order of the answer', () => {
    const rows = callerRows({
      function: 'kmalloc',
      groups: [
        { mask: 'GFP_KERNEL', isKnown: true, callers: [caller('a', 'fs/a.c', 3), caller('b', 'fs/b.c', 4)] },
        { mask: 'its own parameter', isKnown: false, callers: [caller('c', 'mm/c.c', 5)] },
      ],
      incomplete: null,
      why: '',
    });
    assert.deepEqual(
      rows.map(({ label, description, kind }) => [label, description, kind]),
      [
        ['GFP_KERNEL', '2 callers', 'mask'],
        ['its own parameter', '1 caller', 'unknown'],
      ],
    );
    assert.deepEqual(
      rows[0]?.children.map(({ label, description }) => `${label} ${description}`),
      ['a fs/a.c:3', 'b fs/b.c:4'],
    );
  });
});
