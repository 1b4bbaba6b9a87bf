import type * as tf from '@tensorflow/tfjs-core';

/**
 * Throws a RangeError unless a tensor has the expected shape. A number is a size that must be met;
 * a string is the symbol of a size that is free, but not 0: there are no empty sequences.
 * Shapes are known without reading values, so that a check costs no time that matters.
 */
export function expectShape(
  name: string,
  { shape }: Pick<tf.Tensor, 'shape'>,
  expected: readonly (number | string)[],
): void {
  const fits =
    shape.length === expected.length &&
    shape.every((size, axis) => {
      const wanted = expected[axis];
      return size > 0 && (typeof wanted === 'string' || size === wanted);
    });
  if (fits) return;
  const empty = shape.length === expected.length && shape.includes(0) ? ', all above 0' : '';
  throw new RangeError(
    `${name} must have shape [${expected.join(', ')}]${empty}; received [${shape.join(', ')}].`,
  );
}

/** Throws a RangeError unless `divisor` divides `size`; both are named with their values. */
export function expectDivides(
  [divisorName, divisor]: readonly [string, number],
  [sizeName, size]: readonly [string, number],
): void {
  if (Number.isInteger(divisor) && divisor > 0 && size % divisor === 0) return;
  throw new RangeError(
    `${divisorName} must divide ${sizeName}; received ${divisorName} ${divisor} and ${sizeName} ${size}.`,
  );
}

/** Throws a RangeError unless all values are integers from `low` to `high`; at least one is there. */
export function expectIntegers(
  name: string,
  values: readonly number[],
  low: number,
  high: number,
): void {
  const at = values.findIndex((each) => !(Number.isInteger(each) && each >= low && each <= high));
  if (values.length > 0 && at === -1) return;
  const received = values.length === 0 ? 'none' : `${values[at]} at index ${at}`;
  throw new RangeError(`${name} must be integers from ${low} to ${high}; received ${received}.`);
}
