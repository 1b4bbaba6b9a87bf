import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import groups from '#lab/experiments/kv-cache-groups.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { caseOf, expectProved } from '../../support/prove-case.ts';
import { product } from '../models/transformer/count-products.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

const networks = groups.cases.map(({ network }) => network);

describe.each(networks)('%s', (network) => {
  it.each([1, 2, 8])('agrees with the float64 oracle for %d heads, and leaks nothing', (g) => {
    expectProved(groups, network, g, kernels);
  });
});

it.each([
  ['step', 8 * 8, 1, 2048],
  ['step-repeated', 8 * 8, 1, 2048],
  ['short-step', 8 * 8, 1, 256],
  ['prompt', 8, 512, 512],
])('%s has the same work for every number of heads', (network, heads, queries, length) => {
  for (const g of [1, 2, 4, 8]) {
    const work = heads * 2 * product(queries, 64, length);
    expect(caseOf(groups, network).flops(g)).toBe(work);
  }
});

it('the cache is as large as its heads, and repeated as large as all of them', () => {
  const bytes = (network: string, g: number) =>
    caseOf(groups, network).observe?.(g, 1, kernels)[0]?.values[0];
  // Keys and values, eight sequences, 2,048 positions, 64 numbers of four bytes a head.
  const oneHead = 2 * 8 * 2048 * 64 * 4;
  for (const g of [1, 2, 4, 8]) {
    expect(bytes('step', g)).toBe(g * oneHead);
    expect(bytes('step-repeated', g)).toBe(8 * oneHead);
  }
});
