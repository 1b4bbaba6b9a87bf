import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { functionOf } from '#lab/experiments/experiment.ts';
import trainingStep from '#lab/experiments/training-step.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { proveAgainstOracle } from '#lab/run/proof.ts';
import { valuesOf } from '../../support/on-backend.ts';
import { caseOf } from '../../support/prove-case.ts';
import { encoderProducts, product } from '../models/transformer/count-products.ts';

const seed = 20260102;
const networks = trainingStep.cases.map(({ network }) => network);
const weights = trainingStep.predictions as Record<string, number>;

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

it.each(networks)('%s has the loss and slope of the oracle, and leaks nothing', (network) => {
  const alive = tf.memory().numTensors;
  const each = caseOf(trainingStep, network);
  const trial = each.open(16, seed, kernels);
  const checked = valuesOf(() => (trial.check as () => tf.Tensor)());
  proveAgainstOracle(network, 16, checked, seed, functionOf(trainingStep, each));
  const [loss, again] = [0, 1].map(() => valuesOf(() => trial.run())[0]);
  expect([loss, again]).toEqual([checked[0], checked[0]]);
  trial.dispose();
  expect(tf.memory().numTensors).toBe(alive);
});

describe('the closed forms', () => {
  const [d, V] = [128, 64];
  it.each([
    // Input and recurrent product of four gates, three gates of 154 units, and an encoder layer.
    ['lstm', d, (n: number) => n * 2 * product(1, d, 4 * d)],
    ['gru', 154, (n: number) => n * (product(1, d, 3 * 154) + product(1, 154, 3 * 154))],
    ['transformer', d, (n: number) => encoderProducts(n, d, 4, 2 * d)],
  ])('count three times the products of a forward pass of %s', (network, dHidden, layer) => {
    for (const batchSize of [1, 16]) {
      for (const n of [16, 64, 256]) {
        const vocabulary = product(batchSize * n, V, d) + product(batchSize * n, dHidden, V);
        const { flops } = caseOf(trainingStep, `${network}-b${batchSize}`);
        expect(flops(n)).toBe(3 * (batchSize * layer(n) + vocabulary));
      }
    }
  });

  it('give each model as many weights as the others, to 1 %', () => {
    const lstm = 64 * d + 8 * d * d + 4 * d + d * 64;
    expect(weights['lstm-weights']).toBe(lstm);
    for (const name of ['gru-weights', 'transformer-weights']) {
      expect(Math.abs((weights[name] as number) / lstm - 1)).toBeLessThan(0.01);
    }
  });

  it.each([
    // The LSTM starts from zeros, which need no gradient of the first step's product.
    ['lstm', product(1, d, 4 * d)],
    ['gru', 0],
    ['transformer', 0],
  ])('are the products that %s runs', async (network, needless) => {
    const [n, rows] = [16, 16];
    await (await loadBackend('plain')).open();
    const { open, flops } = caseOf(trainingStep, `${network}-b1`);
    const trial = open(n, seed, {});
    const profile = await tf.profile(() => tf.tidy(() => trial.run()));
    trial.dispose();
    await native.open();
    const counted = profile.kernels
      .filter(({ name }) => name === 'BatchMatMul' || name === '_FusedMatMul')
      .map(({ inputShapes, outputShapes }) => {
        const [left, right] = inputShapes as [number[], number[]];
        const output = outputShapes[0] as number[];
        const size = (of: number[]) => of.reduce((a, b) => a * b, 1);
        const batch = size(output.slice(0, -2));
        // |A|·|B| / |C| is batch·k² for batch products [m, k] times [k, n].
        const k = Math.sqrt((size(left) * size(right)) / size(output) / batch);
        return 2 * size(output) * k;
      })
      .reduce((sum, each) => sum + each, 0);
    // Nor do the tokens, one-hot, need one.
    expect(counted).toBeCloseTo(flops(n) - product(rows, d, V) - needless, 0);
  });
});
