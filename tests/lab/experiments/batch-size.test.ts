import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import batchSize from '#lab/experiments/batch-size.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { caseOf, expectProved } from '../../support/prove-case.ts';
import { encoderProducts, product } from '../models/transformer/count-products.ts';

const d = 256;
const predictions = batchSize.predictions as Record<string, number>;
const networks = batchSize.cases.map(({ network }) => network);

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

describe.each(networks)('%s', (network) => {
  it.each([1, 4, 64])('agrees with its float64 oracle for %d sequences, and leaks nothing', (B) => {
    expectProved(batchSize, network, B, kernels);
  });
});

describe('work, counted product by product', () => {
  it.each([1, 16])('of %d sequences', (B) => {
    const counted = {
      'encoder-layer': encoderProducts(32, d, 4, 4 * d),
      'decode-step': encoderProducts(1, d, 4, 4 * d, 129),
      lstm: product(32, 2 * d, 4 * d),
      'lstm-fused': product(32, 2 * d, 4 * d),
    };
    for (const [network, each] of Object.entries(counted)) {
      expect(caseOf(batchSize, network).flops(B), network).toBe(B * each);
    }
  });
});

it('operations per byte: a batch shares its weights, but not what each sequence has cached', () => {
  for (const B of [1, 256]) {
    // B rows times a square of weights, and a step of attention to t keys and t values.
    const weights = product(B, d, d) / (4 * d * d);
    const cache = (B * (product(1, d, 129) + product(1, 129, d))) / (4 * B * 2 * 129 * d);
    expect(predictions[`weights-intensity-${B}`]).toBe(weights);
    expect(predictions['cache-intensity']).toBe(cache);
  }
});
