import { describe, expect, it } from 'vitest';
import type { Quantity } from '#figures/catalogue.ts';
import { describePredicate, judge, type Outcome, type Predicate } from '#figures/claim.ts';
import { sampleRecord } from '../support/sample-record.ts';

const record = sampleRecord('sample', '2c-sample');
const named = { id: 'sample/x', experiment: 'sample', label: { en: 'x', zh: 'x' }, record };

/** A ratio whose interval at the level 1 − 0.05/m is 7 ± m. */
const seven: Quantity = {
  ...named,
  value: {
    kind: 'timed',
    unit: 'ratio',
    estimate: 7,
    perBlock: [6, 8],
    interval: (level) => {
      const half = 0.05 / (1 - level);
      return { estimate: 7, low: 7 - half, high: 7 + half, level };
    },
  },
};

describe('a claim on 7 with the interval 6 to 8', () => {
  it.each<[Predicate, Outcome]>([
    [{ atLeast: 5 }, 'supported'],
    [{ atLeast: 7 }, 'inconclusive'],
    [{ atLeast: 9 }, 'refuted'],
    [{ atMost: 9 }, 'supported'],
    [{ atMost: 7 }, 'inconclusive'],
    [{ atMost: 5 }, 'refuted'],
    [{ between: [5, 9] }, 'supported'],
    [{ between: [6.5, 9] }, 'inconclusive'],
    [{ between: [1, 2] }, 'refuted'],
  ])('%o is %s', (predicate, outcome) => {
    expect(judge(seven, predicate, 1).outcome).toBe(outcome);
  });

  it('is judged on a wider interval among more claims', () => {
    expect(judge(seven, { atLeast: 5 }, 3)).toMatchObject({
      outcome: 'inconclusive',
      interval: { low: expect.closeTo(4, 9) },
    });
  });
});

it('an exact quantity has no interval to correct', () => {
  const exact: Quantity = { ...named, value: { kind: 'exact', unit: 'ratio', estimate: 2.5 } };
  expect(judge(exact, { between: [2.5, 2.5] }, 20).outcome).toBe('supported');
  expect(judge(exact, { atLeast: 2.6 }, 20).outcome).toBe('refuted');
});

it('a claim without a predicate, or with two, is refused', () => {
  expect(() => judge(seven, {}, 1)).toThrow('exactly one predicate');
  expect(() => judge(seven, { atLeast: 1, atMost: 2 }, 1)).toThrow('received 2');
});

it.each<[Predicate, string]>([
  [{ atLeast: 4 }, 'at least 4'],
  [{ atMost: 1.1 }, 'at most 1.1'],
  [{ between: [0.9, 1.1] }, 'between 0.9 and 1.1'],
])('the predicate %o reads "%s"', (predicate, words) => {
  expect(describePredicate(predicate)).toBe(words);
});
