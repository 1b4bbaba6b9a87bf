import { expect, it } from 'vitest';
import { causalConvolutionOracle } from '#lab/models/oracle/convolution.ts';

const dense = (shape: number[], values: number[]) => ({ shape, values: Float32Array.from(values) });

it('the convolution oracle weighs the last inputs, the present one by the last tap', () => {
  const weights = { kernel: dense([3, 1, 1], [100, 10, 1]), bias: dense([1], [0.5]) };
  const y = causalConvolutionOracle(dense([2, 4, 1], [1, 2, 3, 4, 5, 6, 7, 8]), weights);
  expect([...y]).toEqual([1.5, 12.5, 123.5, 234.5, 5.5, 56.5, 567.5, 678.5]);
});

it('the convolution oracle multiplies channels as a row by a matrix', () => {
  const weights = { kernel: dense([1, 2, 3], [1, 2, 3, 4, 5, 6]), bias: dense([3], [0, 0, 1]) };
  expect([...causalConvolutionOracle(dense([1, 1, 2], [10, 1]), weights)]).toEqual([14, 25, 37]);
});
