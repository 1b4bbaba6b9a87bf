import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asTheyCome,
  type Batching,
  byLength,
  drawLengths,
  inBuckets,
  packed,
  pairsOf,
  positionsOf,
} from '#lab/models/batching.ts';

const all: [string, Batching][] = [
  ['as they come', asTheyCome],
  ['by length', byLength],
  ['in buckets', inBuckets],
  ['packed', packed],
];
const someLengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 });

describe.each(all)('%s', (_, batching) => {
  it('every sequence stands in one row, and fits', () => {
    fc.assert(
      fc.property(someLengths, fc.integer({ min: 1, max: 20 }), (lengths, batchSize) => {
        const batches = batching(lengths, batchSize);
        const placed = batches.flatMap(({ rows }) => rows.flat()).sort((a, b) => a - b);
        expect(placed).toEqual([...lengths.keys()]);
        for (const { rows, width } of batches) {
          const filled = rows.map((own) =>
            own.reduce((sum, sequence) => sum + (lengths[sequence] as number), 0),
          );
          // No row is too long, and none of the batch could be narrower.
          expect(Math.max(...filled)).toBe(width);
        }
      }),
    );
  });

  it('alone, nothing is padding', () => {
    const lengths = [5, 3, 9, 1];
    if (batching !== packed) expect(positionsOf(batching(lengths, 1))).toBe(18);
  });

  it('refuses a batch of none', () => {
    if (batching !== packed) expect(() => batching([3], 0)).toThrow('batchSize');
  });
});

it('puts four sentences of 1, 9, 2 and 8 words into batches of two', () => {
  const lengths = [1, 9, 2, 8];
  const rows = (batching: Batching) => batching(lengths, 2).map((batch) => batch.rows.flat());
  expect(rows(asTheyCome)).toEqual([
    [0, 1],
    [2, 3],
  ]); // 18 + 16 positions
  expect(positionsOf(asTheyCome(lengths, 2))).toBe(34);
  expect(rows(byLength)).toEqual([
    [0, 2],
    [3, 1],
  ]); // 4 + 18
  expect(positionsOf(byLength(lengths, 2))).toBe(22);
  expect(pairsOf(byLength(lengths, 2))).toBe(2 * 2 ** 2 + 2 * 9 ** 2);
  // 9 alone; 8 and 1 in a row; 2 opens the third.
  expect(packed(lengths, 100)[0]?.rows).toEqual([[1], [3, 0], [2]]);
});

it('sorted by length no batch of that size has less padding', () => {
  fc.assert(
    fc.property(someLengths, fc.integer({ min: 1, max: 20 }), (lengths, batchSize) => {
      const sorted = positionsOf(byLength(lengths, batchSize));
      const least = Math.min(...[asTheyCome].map((each) => positionsOf(each(lengths, batchSize))));
      // The last batch is the one that may be small: where it is full, sorting is the best there is.
      if (lengths.length % batchSize === 0) expect(sorted).toBeLessThanOrEqual(least);
    }),
  );
});

it('draws the lengths of sentences: the median asked for, none too long', () => {
  const lengths = drawLengths(2001, 24, 128, 7);
  const sorted = [...lengths].sort((a, b) => a - b);
  expect(Math.abs((sorted[1000] as number) - 24)).toBeLessThanOrEqual(1);
  expect(sorted[0]).toBeGreaterThanOrEqual(1);
  expect(sorted.at(-1)).toBeLessThanOrEqual(128);
  // Log-normal: as many logarithms within one deviation of 0.6 as a normal distribution has, 68 %.
  const within = lengths.filter((each) => Math.abs(Math.log(each / 24)) < 0.6).length / 2001;
  expect(Math.abs(within - 0.6827)).toBeLessThan(0.03);
  expect(drawLengths(5, 24, 128, 7)).toEqual(lengths.slice(0, 5));
  expect(() => drawLengths(0, 24, 128, 7)).toThrow('count');
});
