import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import tableOne from '#lab/experiments/table-one.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { caseOf, expectProved } from '../../support/prove-case.ts';
import { product } from '../models/transformer/count-products.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

it.each(tableOne.cases.map(({ network }) => network))(
  '%s agrees with the float64 oracle, and leaks nothing',
  (network) => expectProved(tableOne, network, 64, kernels),
);

describe('the closed forms', () => {
  it.each<[string, (n: number) => number]>([
    ['attention-64', (n) => 2 * product(n, 64, n)],
    // Two blocks of keys for each block of queries.
    ['banded', (n) => (n / 64) * 2 * product(64, 128, 128)],
    ['linear-attention', (n) => 2 * product(n, 128, 128)],
    ['convolution', (n) => 3 * product(n, 128, 128)],
    ['lstm-256', (n) => 8 * product(n, 256, 256)],
  ])('%s', (network, work) => {
    for (const n of [64, 2048]) expect(caseOf(tableOne, network).flops(n)).toBe(work(n));
  });

  it('attention overtakes the LSTM where they say', () => {
    for (const d of [32, 64, 128, 256]) {
      const n = tableOne.predictions?.[`crossing-${d}`] as number;
      const [attention, lstm] = [`attention-${d}`, `lstm-${d}`].map((each) =>
        caseOf(tableOne, each),
      );
      expect(attention?.flops(n)).toBe(lstm?.flops(n));
    }
  });
});

it('the first position is in the last of attention as much at any length, and fades in an untrained LSTM', () => {
  const reach = (network: string, n: number) =>
    caseOf(tableOne, network).observe?.(n, 3, kernels)[0]?.values[0] as number;
  // Of 64 or 256 positions that are read about alike, one is a small part and no more and no less.
  for (const n of [64, 256]) {
    expect(reach('attention-128', n)).toBeGreaterThan(0.02);
    expect(reach('attention-128', n)).toBeLessThan(3);
  }
  expect(reach('lstm-128', 64)).toBeLessThan(reach('lstm-128', 16));
  expect(reach('lstm-128', 64)).toBeLessThan(1e-3);
});
