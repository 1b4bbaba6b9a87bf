import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { minGruOracle } from '#lab/models/oracle/min-gru.ts';
import { linearRecurrence, scanRecurrence } from '#lab/models/recurrent/linear-recurrence.ts';
import { drawMinGru, minGru, scannedMinGru } from '#lab/models/recurrent/min-gru.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const ways = [
  ['step by step', linearRecurrence],
  ['by a scan', scanRecurrence],
] as const;

onEveryBackend((open) => {
  describe.each(ways)('a linear recurrence %s', (_, recur) => {
    it('adds up where nothing decays', () => {
      const { tensors, dispose } = toTensors({
        decay: { shape: [5, 1, 1], values: Float32Array.of(1, 1, 1, 1, 1) },
        input: { shape: [5, 1, 1], values: Float32Array.of(1, 2, 3, 4, 5) },
      });
      const values = valuesOf(() => recur(tensors.decay, tensors.input));
      dispose();
      expect([...values]).toEqual([1, 3, 6, 10, 15]);
    });

    it.each([1, 2, 3, 7, 8, 9, 64])('of %d steps gives what float64 gives', (n) => {
      const draw = seededNormal(n);
      const decay = draw([n, 2, 3], 0.5);
      const input = draw([n, 2, 3], 1);
      const { tensors, dispose } = toTensors({ decay, input });
      const values = valuesOf(() => recur(tensors.decay, tensors.input));
      dispose();
      const truth = new Float64Array(n * 6);
      for (let at = 0; at < n * 6; at++) {
        const before = at < 6 ? 0 : (truth[at - 6] as number);
        truth[at] = (decay.values[at] as number) * before + (input.values[at] as number);
      }
      expectClose(values, truth, 2 * n);
    });
  });

  describe.each([
    ['step by step', minGru],
    ['by a scan', scannedMinGru],
  ] as const)('minGRU %s', (_, run) => {
    it.each([1, 2, 13])('of %d positions agrees with the float64 oracle', (n) => {
      const draw = seededNormal(n);
      const x = draw([n, 1, 6], 1);
      const weights = drawMinGru(draw, 6, 4);
      weights.gateBias.values.set([0.5, -0.5, 1, 0]);
      weights.stateBias.values.set([0.1, 0.2, -0.3, 0]);
      const { tensors, dispose } = toTensors({ x, weights });
      const values = valuesOf(() => run(tensors.x, tensors.weights, open().fused));
      dispose();
      expectClose(values, minGruOracle(x, weights), 6 + 2 * n);
    });
  });
});

describe('the gradient of a scan', () => {
  it('is that of the loop', () => {
    const draw = seededNormal(3);
    const { tensors, dispose } = toTensors({
      decay: draw([9, 1, 2], 0.5),
      input: draw([9, 1, 2], 1),
    });
    const gradients = ways.map(([, recur]) =>
      tf.tidy(() =>
        tf
          .grads((decay, input) => tf.sum(tf.square(recur(decay, input))))([
            tensors.decay,
            tensors.input,
          ])
          .map((each) => each.dataSync()),
      ),
    );
    dispose();
    const [loop = [], scan = []] = gradients;
    for (const [index, each] of loop.entries()) expectClose(scan[index] ?? [], each, 40);
  });
});

it.each([
  [[4, 1], [4, 1], 'decay must have shape [n, B, d]; received [4, 1].'],
  [[4, 1, 2], [3, 1, 2], 'input must have shape [4, 1, 2]; received [3, 1, 2].'],
  [[0, 1, 2], [0, 1, 2], 'decay must have shape [n, B, d], all above 0; received [0, 1, 2].'],
])('refuses %j with %j', (decay, input, message) => {
  for (const [, recur] of ways) {
    expect(() => tf.tidy(() => recur(tf.zeros(decay), tf.zeros(input)))).toThrow(message);
  }
});
