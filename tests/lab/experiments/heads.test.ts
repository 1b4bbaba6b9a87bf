import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import heads from '#lab/experiments/heads.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { caseOf, countCalls, expectProved } from '../../support/prove-case.ts';
import { coreProducts, product } from '../models/transformer/count-products.ts';

const predictions = heads.predictions as Record<string, number>;
const networks = ['heads-loop', 'heads-batched', 'heads-fused'];

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

describe.each(networks)('%s', (network) => {
  it.each([1, 4, 32])('agrees with the float64 oracle with %d heads, and leaks nothing', (h) => {
    expectProved(heads, network, h, kernels);
  });

  it('has the same work for every number of heads, as counted product by product', () => {
    const { flops, grid } = caseOf(heads, network);
    for (const h of grid) {
      const counted = 4 * product(128, 256, 256) + coreProducts(128, 128, 256, h);
      expect(flops(h)).toBe(counted);
    }
  });
});

it('the calls alone are as many as are counted', () => {
  for (const h of [1, 8, 32]) expectProved(heads, 'calls-alone', h, kernels);
});

describe('the operations that are predicted', () => {
  it.each([1, 8, 32])('are those that the loop over %d heads hands to the library', async (h) => {
    expect(await countCalls(heads, 'heads-loop', h)).toBe(predictions[`loop-calls-${h}`]);
    expect(await countCalls(heads, 'calls-alone', h)).toBe(predictions[`loop-calls-${h}`]);
  });

  it.each([2, 32])('do not grow with the heads of a batched product: %d', async (h) => {
    expect(await countCalls(heads, 'heads-batched', h)).toBe(predictions['batched-calls']);
    expect(await countCalls(heads, 'heads-fused', h)).toBe(predictions['fused-calls']);
  });
});
