import { expect, it } from 'vitest';
import { rightAnswer } from '#figures/bet.ts';

const ranges = [
  [1, 3],
  [3, 20],
  [20, 200],
] as const;

it.each([
  [1, 0],
  [2.999, 0],
  [3, 1],
  [19.9, 1],
  [20, 2],
])(
  'the answer to %s is option %i: a range holds its first end and not its last',
  (measured, right) => {
    expect(rightAnswer(measured, ranges)).toBe(right);
  },
);

it.each([0.99, 200, Number.NaN])('there is no answer to %s', (measured) => {
  expect(() => rightAnswer(measured, ranges)).toThrow(RangeError);
});
