import { expect, it } from 'vitest';
import { blockShape } from '#statistics/block-shape.ts';

it.each([
  ['even values', [1, 2, 3, 4, 5, 6], 'unimodal'],
  ['two heaps', [1, 1.1, 1.2, 5, 5.1, 5.2], 'bimodal'],
  ['two heaps in any order', [5.1, 1, 5, 1.1, 5.2, 1.2], 'bimodal'],
  ['a single value far away', [1, 1.1, 1.2, 1.3, 9], 'unimodal'],
  ['a gap of three median gaps', [1, 2, 5, 6], 'unimodal'],
  ['a wider one', [1, 2, 5.1, 6.1], 'bimodal'],
  ['three values', [1, 1, 9], 'unimodal'],
  ['values that do not differ', [2, 2, 2, 2, 2], 'unimodal'],
])('%s', (_name, values, shape) => {
  expect(blockShape(values)).toBe(shape);
});
