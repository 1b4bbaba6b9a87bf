import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import dispatchOrParallelism from '#lab/experiments/dispatch-or-parallelism.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { caseOf, countCalls, expectProved } from '../../support/prove-case.ts';
import { encoderProducts, product } from '../models/transformer/count-products.ts';

const d = 256;
const predictions = dispatchOrParallelism.predictions as Record<string, number>;
const networks = dispatchOrParallelism.cases.map(({ network }) => network);

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

it.each(networks)('%s agrees with its float64 oracle and leaks nothing', (network) => {
  expectProved(dispatchOrParallelism, network, 64, kernels);
});

describe('work, counted product by product', () => {
  it.each(['lstm', 'lstm-fused', 'independent-rows', 'one-product', 'lstm-hoisted-bound'])(
    '%s multiplies n rows by 4d columns of height 2d',
    (network) => {
      for (const n of [64, 1024]) {
        const rows = Array.from({ length: n }, () => product(1, 2 * d, 4 * d));
        const counted = rows.reduce((sum, each) => sum + each, 0);
        expect(caseOf(dispatchOrParallelism, network).flops(n)).toBe(counted);
      }
    },
  );

  it('an encoder layer does two and a half times that of an LSTM at n = 4d', () => {
    const [encoder, lstm] = ['encoder-layer', 'lstm'].map((network) =>
      caseOf(dispatchOrParallelism, network).flops(4 * d),
    ) as [number, number];
    expect(encoder).toBe(encoderProducts(4 * d, d, 4, 4 * d));
    expect(encoder / lstm).toBe(2.5);
  });
});

describe('operations handed to the library', () => {
  it.each([64, 256])('are those that are predicted, of %d positions', async (n) => {
    expect(await countCalls(dispatchOrParallelism, 'lstm', n)).toBe(
      predictions[`lstm-kernels-${n}`],
    );
    expect(await countCalls(dispatchOrParallelism, 'encoder-layer', n)).toBe(
      predictions[`encoder-layer-kernels-${n}`],
    );
  });

  it('are one for the row products as for the one product', async () => {
    expect(await countCalls(dispatchOrParallelism, 'independent-rows', 64)).toBe(1);
    expect(await countCalls(dispatchOrParallelism, 'one-product', 64)).toBe(1);
  });
});

it('the row products are n·4 products of one row: no two factors are folded into one', async () => {
  const trial = caseOf(dispatchOrParallelism, 'independent-rows').open(64, 1, {});
  const { kernels: calls } = await tf.profile(() => trial.run());
  trial.dispose();
  const [multiplied] = calls.filter(({ name }) => name === 'BatchMatMul');
  expect(multiplied?.inputShapes).toEqual([
    [64, 4, 1, 2 * d],
    [1, 4, 2 * d, d],
  ]);
  expect(multiplied?.outputShapes).toEqual([[64, 4, 1, d]]);
});
