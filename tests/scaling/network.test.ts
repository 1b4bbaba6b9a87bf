import { describe, expect, it } from 'vitest';
import {
  type GptShape,
  hardwareFlops,
  modelFlops,
  parameterCount,
  trainingDays,
} from '#scaling/network.ts';

const shape: GptShape = {
  layers: 3,
  dModel: 64,
  numHeads: 4,
  sequenceLength: 32,
  vocabularySize: 100,
};

/** Every matrix and vector of the stack, one by one, but for the last normalisation. */
function tally({ layers, dModel: h, sequenceLength, vocabularySize }: GptShape): number {
  let count = vocabularySize * h + sequenceLength * h;
  for (let layer = 0; layer < layers; layer++) {
    count += 4 * (h * h + h); // query, key, value, output
    count += h * 4 * h + 4 * h + 4 * h * h + h; // the two products in between
    count += 2 * 2 * h; // two normalisations
  }
  return count;
}

/** Two operations for each multiply-add of every product of one forward pass, one by one. */
function forwardTally(s: GptShape, part: 'all' | 'layers' | 'core' = 'all'): number {
  const { dModel: h, numHeads, sequenceLength: n } = s;
  const product = (rows: number, inner: number, columns: number) => 2 * rows * inner * columns;
  const core = numHeads * (product(n, h / numHeads, n) + product(n, n, h / numHeads));
  const layer = 4 * product(n, h, h) + core + product(n, h, 4 * h) + product(n, 4 * h, h);
  if (part === 'core') return s.layers * core;
  return s.layers * layer + (part === 'all' ? product(n, h, s.vocabularySize) : 0);
}

describe('the size of a stack', () => {
  it('is that of its matrices, counted one by one', () => {
    expect(parameterCount(shape)).toBeCloseTo(tally(shape), 6);
  });

  // Narayanan et al. 2021, table 1: layers, dModel, billions of parameters.
  it.each([
    [24, 2304, 1.7],
    [30, 3072, 3.6],
    [36, 4096, 7.5],
    [40, 6144, 18.4],
    [48, 8192, 39.1],
    [60, 10240, 76.1],
    [80, 12288, 145.6],
    [96, 16384, 310.1],
    [105, 20480, 529.6],
    [128, 25600, 1008.0],
  ])('of %d layers of %d is %d billion parameters, as printed', (layers, dModel, billions) => {
    const count = parameterCount({
      ...shape,
      layers,
      dModel,
      sequenceLength: 2048,
      vocabularySize: 51_200,
    });
    expect(Math.abs(count / 1e9 - billions)).toBeLessThan(0.051);
  });
});

describe('the operations of a step', () => {
  it('are three forward passes, each product counted one by one', () => {
    expect(modelFlops(shape, 5)).toBeCloseTo(5 * 3 * forwardTally(shape), 3);
    expect(hardwareFlops(shape, 5, 'none')).toBe(modelFlops(shape, 5));
  });

  it('are a fourth pass through the layers where all is computed again', () => {
    const expected = 5 * (3 * forwardTally(shape) + forwardTally(shape, 'layers'));
    expect(hardwareFlops(shape, 5, 'full')).toBeCloseTo(expected, 3);
  });

  // As in the paper's eq. 8, which doubles the core for its backward pass too.
  it('are three more cores of attention where the core is computed again, by the paper’s formula', () => {
    const expected = 5 * (3 * forwardTally(shape) + 3 * forwardTally(shape, 'core'));
    expect(hardwareFlops(shape, 5, 'selective')).toBeCloseTo(expected, 3);
  });

  // Narayanan et al. 2021, sec. 5.1.
  it.each([
    [175e9, 300e9, 1024, 140e12, 34],
    [1.008e12, 450e9, 3072, 163e12, 84],
  ])('take %d parameters and %d tokens on %d devices at %d a second to %d days', (...run) => {
    const [parameters, tokens, devices, rate, days] = run;
    expect(Math.round(trainingDays(parameters, tokens, devices, rate))).toBe(days);
  });
});
