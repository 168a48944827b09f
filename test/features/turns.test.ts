import assert from 'node:assert/strict';
import { type Rank, Turns } from '../../server/src/features/turns';

/** Work of `slices` slices that writes its name down after each. */
function piece(turns: Turns, done: string[], name: string, rank: Rank, slices = 3): Promise<void> {
  return turns.work(rank, async (next) => {
    for (let slice = 0; slice < slices; slice++) {
      await next();
      done.push(name);
    }
  });
}

describe('the turns of a thread', () => {
  it('are those of what a person asked for, then of what stands beside the code, then of what is read ahead', async () => {
    const [turns, done] = [new Turns(), [] as string[]];
    await Promise.all([
      piece(turns, done, 'headers', 'ahead'),
      piece(turns, done, 'lens', 'beside'),
      piece(turns, done, 'path', 'asked'),
    ]);
    assert.deepEqual(done, [...Array(3).fill('path'), ...Array(3).fill('lens'), ...Array(3).fill('headers')]);
  });

  it('are those of the last question, and the one before goes on after it', async () => {
    const [turns, done] = [new Turns(), [] as string[]];
    const first = turns.work('asked', async (next) => {
      await next();
      done.push('first');
      const second = piece(turns, done, 'second', 'asked', 2);
      await next();
      done.push('first');
      await second;
    });
    await first;
    assert.deepEqual(done, ['first', 'second', 'second', 'first']);
  });

  it('are shared by what stands beside the code', async () => {
    const [turns, done] = [new Turns(), [] as string[]];
    await Promise.all([piece(turns, done, 'a', 'beside'), piece(turns, done, 'b', 'beside')]);
    assert.deepEqual(done, ['a', 'b', 'a', 'b', 'a', 'b']);
  });

  it('come after all messages that wait', async () => {
    const [turns, done] = [new Turns(), [] as string[]];
    let waiting = 4;
    // One message is handled in each round of the event loop.
    const handle = (): void => {
      turns.heard();
      done.push('message');
      if (--waiting > 0) setImmediate(handle);
    };
    setImmediate(handle);
    await piece(turns, done, 'slice', 'asked', 1);
    assert.deepEqual(done, ['message', 'message', 'message', 'message', 'slice']);
  });

  it('go on after work that failed', async () => {
    const [turns, done] = [new Turns(), [] as string[]];
    const lens = piece(turns, done, 'lens', 'beside', 1);
    const failing = turns.work('asked', async (next) => {
      await next();
      throw new Error('no path');
    });
    await assert.rejects(failing, /no path/);
    await lens;
    assert.deepEqual(done, ['lens']);
  });
});
