import assert from 'node:assert/strict';
import { fromMiddleToMiddle } from '../../client/picture/endPoints';
import { arrowHead, linePath } from '../../client/picture/linePath';
import { nextItem } from '../../client/picture/nextItem';
import { fitted, opening, revealing, viewFrom, zoomed } from '../../client/picture/view';

const window = { width: 800, height: 600 };

describe('the view', () => {
  it('fits a large picture, and leaves a small one at its size', () => {
    assert.deepEqual(fitted({ width: 1600, height: 600 }, window), { scale: 0.5, x: 0, y: 150 });
    assert.deepEqual(fitted({ width: 400, height: 300 }, window), { scale: 1, x: 200, y: 150 });
  });

  it('opens on the beginning where the whole could not be read', () => {
    const tall = { width: 400, height: 6000 };
    const view = opening(tall, window, { x: 150, y: 24, width: 100, height: 50 });
    assert.deepEqual(view, { scale: 1, x: 200, y: 0 });
  });

  it('zooms around the point that is pointed at', () => {
    const before = { x: 10, y: 20, scale: 1 };
    const after = zoomed(before, 2, { x: 110, y: 220 });
    // The point (100, 200) of the picture is seen at the same place.
    assert.deepEqual([after.x + 100 * after.scale, after.y + 200 * after.scale], [110, 220]);
  });

  it('never zooms out of sight', () => {
    let view = { x: 0, y: 0, scale: 1 };
    for (let i = 0; i < 200; i++) view = zoomed(view, 0.5, { x: 0, y: 0 });
    assert.ok(view.scale > 0.01);
    for (let i = 0; i < 200; i++) view = zoomed(view, 2, { x: 0, y: 0 });
    assert.ok(view.scale < 10);
  });

  it('moves no more than it must to show a place', () => {
    const view = { x: 0, y: 0, scale: 1 };
    assert.equal(revealing(view, { x: 100, y: 100, width: 50, height: 50 }, window), view);
    assert.deepEqual(revealing(view, { x: 100, y: 900, width: 50, height: 50 }, window), { x: 0, y: -374, scale: 1 });
  });

  it('takes back a view, and nothing else', () => {
    assert.deepEqual(viewFrom({ x: 1, y: 2, scale: 0.5 }), { x: 1, y: 2, scale: 0.5 });
    for (const wrong of [
      null,
      undefined,
      {},
      { x: 1, y: 2 },
      { x: '1', y: 2, scale: 1 },
      { x: Number.NaN, y: 2, scale: 1 },
    ]) {
      assert.equal(viewFrom(wrong), null);
    }
  });
});

describe('nextItem', () => {
  const box = (x: number, y: number) => ({ x, y, width: 100, height: 40 });
  const items = new Map([
    ['top', box(100, 0)],
    ['left', box(0, 80)],
    ['right', box(200, 80)],
    ['below', box(100, 160)],
  ]);

  it('goes to the nearest item in the direction of the key', () => {
    assert.equal(nextItem(items, 'left', 'right'), 'right');
    assert.equal(nextItem(items, 'right', 'left'), 'left');
    assert.equal(nextItem(items, 'left', 'down'), 'below');
    assert.equal(nextItem(items, 'below', 'up'), 'left');
  });

  it('stays where there is nothing', () => {
    assert.equal(nextItem(items, 'below', 'down'), null);
    assert.equal(nextItem(items, 'left', 'left'), null);
    assert.equal(nextItem(items, 'gone', 'left'), null);
  });
});

describe('lines', () => {
  it('are straight between two points, and smooth through bends', () => {
    assert.equal(
      linePath([
        { x: 0, y: 0 },
        { x: 0, y: 50 },
      ]),
      'M0,0L0,50',
    );
    assert.equal(
      linePath([
        { x: 0, y: 0 },
        { x: 0, y: 20 },
        { x: 40, y: 20 },
        { x: 40, y: 40 },
      ]),
      'M0,0Q0,20 20,20Q40,20 40,40',
    );
    assert.equal(linePath([]), '');
  });

  it('have a head that points along their last stretch', () => {
    assert.equal(
      arrowHead([
        { x: 0, y: 0 },
        { x: 0, y: 50 },
      ]),
      '0,50 -4,42 4,42',
    );
    assert.equal(arrowHead([]), '');
  });

  it('leave below the middle of a box and arrive above the middle of the next one', () => {
    const [from, to] = [
      { x: 0, y: 0, width: 100, height: 40 },
      { x: 200, y: 100, width: 60, height: 40 },
    ];
    const points = fromMiddleToMiddle(
      [
        { x: 90, y: 40 },
        { x: 160, y: 70 },
        { x: 210, y: 100 },
      ],
      from,
      to,
    );
    assert.deepEqual(points[0], { x: 50, y: 40 });
    assert.deepEqual(points.at(-1), { x: 230, y: 100 });
  });

  it('stay as they are where they go up', () => {
    const points = [
      { x: 0, y: 100 },
      { x: 0, y: 0 },
    ];
    const box = { x: 0, y: 0, width: 10, height: 10 };
    assert.deepEqual(fromMiddleToMiddle(points, { ...box, y: 100 }, box), points);
  });
});
