import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import sequenceLength from '#lab/experiments/sequence-length.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { caseOf, countCalls, expectProved } from '../../support/prove-case.ts';
import { coreProducts, encoderProducts, product } from '../models/transformer/count-products.ts';

const [d, h, dFf, width] = [256, 4, 1024, 3];
const predictions = sequenceLength.predictions as Record<string, number>;
const flopsOf = (network: string, n: number) => caseOf(sequenceLength, network).flops(n);

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

describe('the work of a layer is the sum of its matrix products', () => {
  /** One product with the input and one with the state, for so many gates, n times. */
  const recurrent = (gates: number) => (n: number) => n * 2 * product(1, d, gates * d);
  it.each<[string, (n: number) => number]>([
    ['encoder-layer', (n) => encoderProducts(n, d, h, dFf)],
    ['attention', (n) => 4 * product(n, d, d) + coreProducts(n, n, d, h)],
    ['convolution', (n) => product(n, width * d, d)],
    ['elman', recurrent(1)],
    ['gru', recurrent(3)],
    ['gru-fused', recurrent(3)],
    ['lstm', recurrent(4)],
    ['lstm-fused', recurrent(4)],
    ['matrix-product', (n) => product(n, n, n)],
  ])('%s', (network, count) => {
    for (const n of [1, 16, 1000]) expect(flopsOf(network, n)).toBe(count(n));
  });
});

describe('a layer agrees with its float64 oracle and frees what it made', () => {
  it.each([
    'encoder-layer',
    'attention',
    'convolution',
    'elman',
    'gru',
    'gru-fused',
    'lstm',
    'lstm-fused',
  ])('%s', (network) => expectProved(sequenceLength, network, 16, kernels));
});

describe('the predictions', () => {
  it('of lengths where two layers need equal work are those of the closed forms', () => {
    const core = predictions['crossover-core-elman'] as number;
    expect(coreProducts(core, core, d, h)).toBe(flopsOf('elman', core));
    const layer = predictions['crossover-attention-lstm'] as number;
    expect(flopsOf('attention', layer)).toBe(flopsOf('lstm', layer));
    const quadratic = predictions['crossover-quadratic'] as number;
    expect(2 * coreProducts(quadratic, quadratic, d, h)).toBe(flopsOf('encoder-layer', quadratic));
  });

  it.each(['elman', 'gru', 'lstm'])(
    'of calls a step: what %s hands to the library',
    async (name) => {
      const [short, long] = [
        await countCalls(sequenceLength, name, 5),
        await countCalls(sequenceLength, name, 9),
      ];
      expect((long - short) / 4).toBe(predictions[`${name}-calls-per-step`]);
    },
  );

  it('of the encoder’s exponent lies between a line and a square, nearer to the line', () => {
    const exponent = predictions['encoder-work-exponent'] as number;
    const overall =
      Math.log(flopsOf('encoder-layer', 1024) / flopsOf('encoder-layer', 128)) / Math.log(8);
    expect(exponent).toBeGreaterThan(1);
    expect(exponent).toBeLessThan(1.5);
    expect(exponent).toBeCloseTo(overall, 1);
  });
});

it('only recurrent layers have a chain of steps, as long as the sequence', () => {
  const steps = Object.fromEntries(
    sequenceLength.cases.map((each) => [each.network, each.sequentialSteps(64)]),
  );
  expect(steps).toEqual({
    'encoder-layer': 1,
    attention: 1,
    convolution: 1,
    'matrix-product': 1,
    elman: 64,
    gru: 64,
    'gru-fused': 64,
    lstm: 64,
    'lstm-fused': 64,
  });
});
