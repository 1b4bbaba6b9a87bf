import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import { functionOf } from '#lab/experiments/experiment.ts';
import padding from '#lab/experiments/padding.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { proveAgainstOracle } from '#lab/run/proof.ts';
import { expectClose, valuesOf } from '../../support/on-backend.ts';
import { caseOf } from '../../support/prove-case.ts';

const seed = 20260102;
const networks = ['as-they-come', 'in-buckets', 'by-length', 'packed'];

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

const found = (network: string, at: number, name: string) =>
  caseOf(padding, network)
    .observe?.(at, seed, kernels)
    .find((each) => each.name === name)?.values[0] as number;

it.each([
  ['as-they-come', 64],
  ['packed', 64],
  ['alone', 1],
] as const)('%s agrees with the float64 oracle, and leaks nothing', (network, at) => {
  const alive = tf.memory().numTensors;
  const each = caseOf(padding, network);
  const trial = each.open(at, seed, kernels);
  const checked = valuesOf(() => (trial.check as () => tf.Tensor)());
  proveAgainstOracle(network, at, checked, seed, functionOf(padding, each));
  // What is timed is in the order of the batches: the same numbers, elsewhere.
  const timed = valuesOf(() => trial.run());
  expect([...timed].sort()).toEqual([...checked].sort());
  trial.dispose();
  expect(tf.memory().numTensors).toBe(alive);
});

it.each(['in-buckets', 'by-length'])('%s gives what batches as they come give', (network) => {
  const valuesOfCheck = (name: string) => {
    const trial = caseOf(padding, name).open(16, seed, kernels);
    const values = valuesOf(() => (trial.check as () => tf.Tensor)());
    trial.dispose();
    return values;
  };
  expectClose(valuesOfCheck(network), valuesOfCheck('as-they-come'), 256);
});

describe('what is padding', () => {
  it('alone nothing, and in sorted batches less than in those as they come', () => {
    expect(found('alone', 1, 'padded-share')).toBe(0);
    for (const B of [4, 16, 64]) {
      const asTheyCome = found('as-they-come', B, 'padded-share');
      for (const network of ['in-buckets', 'by-length', 'packed']) {
        expect(found(network, B, 'padded-share'), network).toBeLessThan(asTheyCome);
      }
    }
  });

  it('changes what it stands beside, if the mask is forgotten', () => {
    expect(found('as-they-come', 64, 'error-without-mask')).toBeGreaterThan(0.1);
    expect(found('packed', 64, 'error-without-mask')).toBeGreaterThan(0.1);
    expect(found('alone', 1, 'error-without-mask')).toBe(0);
  });

  it('is work: of a batch, its rows times those of its longest sentence', () => {
    const tokens = padding.shape.numTokens as number;
    const perPosition = 12 * 2 * 64 * 64;
    const least = caseOf(padding, 'alone').flops(1);
    expect(least).toBeGreaterThan(tokens * perPosition);
    for (const network of networks) {
      for (const B of [4, 16, 64]) {
        const share = found(network, B, 'padded-share');
        const positions = tokens / (1 - share);
        const { flops } = caseOf(padding, network);
        expect(flops(B)).toBeGreaterThan(positions * perPosition);
        // Scores beside: at most those of rows of 128 positions.
        expect(flops(B)).toBeLessThanOrEqual(positions * (perPosition + 4 * 64 * 128) * (1 + 1e-9));
      }
    }
  });
});
