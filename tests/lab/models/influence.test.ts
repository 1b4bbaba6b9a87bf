import { describe, expect, it } from 'vitest';
import {
  differingEntries,
  relativeChanges,
  withOtherColumns,
  withOtherRow,
} from '#lab/models/influence.ts';
import { seededNormal } from '#lab/models/weights.ts';

const rows = seededNormal(1)([6, 4], 1);

/** Row and column of each entry that is another. */
const changed = (values: Float32Array) =>
  Array.from(values.keys())
    .filter((index) => values[index] !== rows.values[index])
    .map((index) => [Math.floor(index / 4), index % 4]);

describe('an exchanged input', () => {
  it('is another row, all others left as they were', () => {
    expect(changed(withOtherRow(rows, 2, 9).values)).toEqual([
      [2, 0],
      [2, 1],
      [2, 2],
      [2, 3],
    ]);
  });

  it('is columns of every row, where no row is named', () => {
    const { shape, values } = withOtherColumns(rows, { from: 1, to: 2 }, 9);
    expect(shape).toEqual([6, 4]);
    expect(changed(values)).toEqual([0, 1, 2, 3, 4, 5].map((row) => [row, 1]));
  });

  it('keeps the spread of the matrix', () => {
    const small = seededNormal(1)([400, 4], 0.01);
    const { values } = withOtherColumns(small, { from: 0, to: 4 }, 9);
    const spread = Math.sqrt(values.reduce((sum, each) => sum + each ** 2, 0) / values.length);
    expect(spread / 0.01).toBeCloseTo(1, 1);
  });
});

describe('the change of outputs', () => {
  it('is the length of the difference over the length of what was, output by output', () => {
    // (3, 4) moves by (0, 5): 5 / 5. (1, 0) stays. (0, 2) moves by (1, 0): 1 / 2.
    expect(relativeChanges([3, 4, 1, 0, 0, 2], [3, 9, 1, 0, 1, 2], 3)).toEqual([1, 0, 0.5]);
  });

  it('is not 0 for the last bit of one entry', () => {
    const before = Float32Array.of(1, 1);
    const [change] = relativeChanges(before, Float32Array.of(1, 1 + 2 ** -23), 1);
    expect(change).toBeGreaterThan(0);
  });

  it.each([
    [[1, 2, 3], [1, 2, 3], 0],
    [[1, 2, 3], [1, 2.5, 4], 2],
    [[0], [-0], 1],
  ])('of %j to %j counts the entries that are not the same: %d', (left, right, expected) => {
    expect(differingEntries(left, right)).toBe(expected);
  });
});
