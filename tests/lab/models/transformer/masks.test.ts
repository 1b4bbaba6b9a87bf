import { describe, expect, it } from 'vitest';
import { causalMask, causalPaddingMask, paddingMask } from '#lab/models/transformer/masks.ts';

/** A mask drawn with a dot where a query may look and # where it may not. */
const drawn = ({ shape, values }: { shape: number[]; values: Float32Array }) => {
  const width = shape.at(-1) as number;
  const cells = Array.from(values, (each) => (each === 0 ? '.' : '#'));
  return Array.from({ length: cells.length / width }, (_, row) =>
    cells.slice(row * width, (row + 1) * width).join(''),
  );
};

describe('masks', () => {
  it('causal: a position sees itself and what is before it', () => {
    expect(causalMask(4).shape).toEqual([4, 4]);
    expect(drawn(causalMask(4))).toEqual(['.###', '..##', '...#', '....']);
    expect(drawn(causalMask(1))).toEqual(['.']);
  });

  it('padding: the first keys of each sequence are real', () => {
    expect(paddingMask([3, 1, 4], 4).shape).toEqual([3, 1, 1, 4]);
    expect(drawn(paddingMask([3, 1, 4], 4))).toEqual(['...#', '.###', '....']);
  });

  it('both in one: hidden where either hides', () => {
    const mask = causalPaddingMask([2, 3], 3);
    expect(mask.shape).toEqual([2, 1, 3, 3]);
    expect(drawn(mask)).toEqual(['.##', '..#', '..#', '.##', '..#', '...']);
  });

  it.each([
    [[], 'lengths must be integers from 1 to 4; received none.'],
    [[0, 2], 'lengths must be integers from 1 to 4; received 0 at index 0.'],
    [[2, 5], 'lengths must be integers from 1 to 4; received 5 at index 1.'],
    [[1.5], 'lengths must be integers from 1 to 4; received 1.5 at index 0.'],
    [[Number.NaN], 'lengths must be integers from 1 to 4; received NaN at index 0.'],
  ])('lengths %j are refused', (lengths, message) => {
    expect(() => paddingMask(lengths, 4)).toThrow(message);
  });
});
