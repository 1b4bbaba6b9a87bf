import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import scan from '#lab/experiments/scan.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { caseOf, expectProved } from '../../support/prove-case.ts';
import { product } from '../models/transformer/count-products.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

const networks = scan.cases.map(({ network }) => network);

it.each(networks)('%s agrees with the float64 oracle, and leaks nothing', (network) => {
  expectProved(scan, network, 16, kernels);
});

describe('the closed forms', () => {
  it.each([
    ['gru', 6],
    ['gru-fused', 6],
    ['min-gru-loop', 2],
    ['min-gru-scan', 2],
  ])(
    '%s multiplies each position by %d square matrices, three times with gradients',
    (network, products) => {
      for (const n of [16, 1024]) {
        const forward = products * product(n, 128, 128);
        expect(caseOf(scan, network).flops(n)).toBe(forward);
        expect(caseOf(scan, `${network}-training`).flops(n)).toBe(3 * forward);
      }
    },
  );

  it('a scan of 1,024 steps has ten rounds, a loop 1,024', () => {
    expect(caseOf(scan, 'min-gru-scan').sequentialSteps(1024)).toBe(10);
    expect(caseOf(scan, 'min-gru-scan').sequentialSteps(16)).toBe(4);
    expect(caseOf(scan, 'min-gru-loop').sequentialSteps(1024)).toBe(1024);
  });
});
