import assert from 'node:assert/strict';
import { ALWAYS, both, conditionText, either, NEVER, opposite } from '../../server/src/tree/buildCondition';

describe('buildCondition', () => {
  it('joins without repeating and finds a contradiction', () => {
    assert.deepEqual(both(['A', 'B'], ['B', 'C']), ['A', 'B', 'C']);
    assert.equal(both(['A'], ['!A']), NEVER);
    assert.equal(both(NEVER, ['A']), NEVER);
    assert.deepEqual(both(ALWAYS, ['A']), ['A']);
  });

  it('takes out what two ways have in common', () => {
    assert.equal(conditionText(either(['A', 'B'], ['A', 'C', 'D'])), 'A && (B || (C && D))');
    assert.deepEqual(either(['A', 'B'], ['A']), ['A']);
    assert.deepEqual(either(['A', 'B'], ['A', '!B']), ['A']);
    assert.deepEqual(either(['A'], ['!A', 'B']), ['A || B']);
    assert.deepEqual(either(['A || B'], ['B']), ['A || B']);
    assert.deepEqual(either(NEVER, ['A']), ['A']);
    assert.equal(either(ALWAYS, ['A']), ALWAYS);
  });

  it('negates single terms only', () => {
    assert.deepEqual(opposite(['A']), ['!A']);
    assert.deepEqual(opposite(['!A']), ['A']);
    assert.equal(opposite(['A', 'B']), null);
    assert.equal(opposite(['A || B']), null);
  });
});
