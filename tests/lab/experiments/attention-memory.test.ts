import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import memory from '#lab/experiments/attention-memory.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { caseOf, expectProved } from '../../support/prove-case.ts';
import { product } from '../models/transformer/count-products.ts';

const seed = 20260102;
const networks = memory.cases.map(({ network }) => network);

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

const found = (network: string, n: number, name: string) => {
  const all = caseOf(memory, network).observe?.(n, seed, kernels) ?? [];
  return all.find((each) => each.name === name);
};
const valuesFound = (network: string, n: number, name: string): readonly number[] =>
  found(network, n, name)?.values ?? [];

it.each(networks)('%s agrees with the float64 oracle, and leaks nothing', (network) => {
  expectProved(memory, network, 256, kernels);
});

describe('the closed forms', () => {
  it.each([
    // Scores and sums; for gradients those of values, weights, queries and keys; scores once more.
    ['full', 2],
    ['blocks-128', 2],
    ['gradient-full', 6],
    ['gradient-recomputed', 7],
  ])('%s is %d products', (network, products) => {
    for (const n of [256, 2048]) {
      expect(caseOf(memory, network).flops(n)).toBe(products * product(n, 64, n));
    }
  });

  it('of bytes are those of the tensors that are held', () => {
    const n = 512;
    // Scaled queries, scores, weights, output.
    const whole = 4 * (64 * n + n * n + n * n + 64 * n);
    expect(found('full', n, 'peak-bytes')?.values).toEqual([whole]);
    expect(memory.predictions?.['full-peak']).toBe(4 * (2 * 2048 ** 2 + 2 * 2048 * 64));
    const [block] = valuesFound('blocks-32', n, 'peak-bytes');
    // Three of n × 32, and what is as long as the output: far from n × n.
    expect(block).toBeGreaterThan(4 * 3 * n * 32);
    expect(block).toBeLessThan(4 * (3 * n * 32 + 12 * 64 * n));
  });
});

describe('large scores', () => {
  it('lose rows where nothing is taken off first, and none where something is', () => {
    const [one, ten, hundred, large] = valuesFound('unshifted', 256, 'lost-rows');
    expect(one).toBe(0);
    expect(ten).toBeLessThanOrEqual(hundred as number);
    expect(hundred).toBeGreaterThan(200);
    expect(large).toBe(256);
    for (const network of ['full', 'blocks-32', 'blocks-128', 'blocks-512']) {
      expect(found(network, 256, 'lost-rows')?.values, network).toEqual([0, 0, 0, 0]);
    }
  });

  it('are found out at one length alone', () => {
    expect(found('full', 512, 'lost-rows')).toBeUndefined();
  });
});

it('blocks merged in any order are off by rounding alone', () => {
  const orders = found('blocks-128', 256, 'error-by-order');
  expect(orders?.labels).toEqual(['in-turn', 'backwards', 'tree', 'random']);
  for (const error of orders?.values ?? []) expect(error).toBeLessThan(1e-5);
});
