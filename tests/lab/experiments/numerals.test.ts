import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import { functionOf } from '#lab/experiments/experiment.ts';
import numerals from '#lab/experiments/numerals.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { proveAgainstOracle } from '#lab/run/proof.ts';
import { valuesOf } from '../../support/on-backend.ts';
import { caseOf } from '../../support/prove-case.ts';
import { product } from '../models/transformer/count-products.ts';

const seed = 20260102;
const networks = numerals.cases.map(({ network }) => network);
const weights = numerals.predictions as Record<string, number>;

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

it.each(networks)(
  '%s has the logits of the oracle, steps alike each time, leaks nothing',
  (network) => {
    const alive = tf.memory().numTensors;
    const each = caseOf(numerals, network);
    const trial = each.open(1, seed, kernels);
    const logits = valuesOf(() => (trial.check as () => tf.Tensor)());
    proveAgainstOracle(network, 1, logits, seed, functionOf(numerals, each));
    const losses = [0, 1].map(() => valuesOf(() => trial.run())[0]);
    expect(losses[1]).toBe(losses[0]);
    trial.dispose();
    expect(tf.memory().numTensors).toBe(alive);
  },
);

describe('the closed forms', () => {
  it('give each network as many weights as the Transformer, to 1 %', () => {
    const own = weights['transformer-weights'] as number;
    for (const network of ['lstm-attention', 'lstm']) {
      expect(Math.abs((weights[`${network}-weights`] as number) / own - 1), network).toBeLessThan(
        0.01,
      );
    }
  });

  it('count three times the products of a forward pass', () => {
    const { flops, sequentialSteps } = caseOf(numerals, 'lstm');
    // n and m are in the chain of the LSTM, n in the predictions.
    for (const count of [1, 16]) {
      const n = weights[`positions-${count}`] as number;
      const m = sequentialSteps(count) - n;
      const d = numerals.shape.dPlain as number;
      const layers = 2 * product(n + m, 4 * d, d);
      const output = product(m, numerals.shape.vocabularySize as number, d);
      expect(flops(count)).toBe(3 * 64 * (layers + output));
    }
  });

  it('a list is as many times as long as its numerals, nearly', () => {
    const [one, sixteen] = [weights['positions-1'], weights['positions-16']] as [number, number];
    expect(sixteen).toBeGreaterThan(4 * one);
    expect(sixteen).toBeLessThan(16 * one);
  });
});
