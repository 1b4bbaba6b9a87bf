import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import roofline from '#lab/experiments/roofline.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { caseOf, expectProved } from '../../support/prove-case.ts';
import { product } from '../models/transformer/count-products.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

const predicted = roofline.predictions as Record<string, number>;

it.each(roofline.cases.map(({ network }) => network))(
  '%s agrees with the float64 oracle, and leaks nothing',
  (network) => expectProved(roofline, network, 1, kernels),
);

describe('operations for each byte', () => {
  it('of B rows are B/2, nearly: the matrix is read whatever B is', () => {
    for (const B of [1, 16, 256]) {
      expect(caseOf(roofline, 'rows').flops(B)).toBe(product(B, 4096, 4096));
      // 4096² numbers of the matrix, 4096 a row that is read and one that is written.
      const bytes = 4 * (4096 ** 2 + 2 * B * 4096);
      expect(predicted[`intensity-rows-${B}`]).toBeCloseTo((2 * B * 4096 ** 2) / bytes, 12);
    }
    expect(predicted['intensity-rows-1']).toBeCloseTo(0.5, 3);
  });

  it.each([
    ['sum', 1 / 4],
    ['softmax', 5 / 8],
    ['layer-norm', 7 / 8],
    ['large-product', (2 * 1024) / 12],
  ])('of %s are %d', (network, expected) => {
    expect(predicted[`intensity-${network}-1`]).toBeCloseTo(expected, 12);
  });
});
