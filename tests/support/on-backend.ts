import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect } from 'vitest';
import type { BackendId, OpenBackend } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { roundingTolerance } from '#lab/run/proof.ts';

/** Runs the same tests on native TensorFlow, WASM and plain JavaScript. */
export function onEveryBackend(tests: (open: () => OpenBackend) => void): void {
  describe.each<BackendId>(['native', 'wasm', 'plain'])('on %s', (id) => {
    let backend: OpenBackend | undefined;
    beforeAll(async () => {
      backend = await (await loadBackend(id)).open();
    });
    tests(() => backend as OpenBackend);
  });
}

/** The values of a tensor that a function makes; fails if anything else stays alive. */
export function valuesOf(compute: () => tf.Tensor): Float32Array {
  const alive = tf.memory().numTensors;
  const output = tf.tidy(compute);
  const values = output.dataSync<'float32'>();
  output.dispose();
  const leaked = tf.memory().numTensors - alive;
  if (leaked !== 0) throw new Error(`${leaked} tensors leaked`);
  return values.slice();
}

/** Fails unless values differ from the truth by no more than float32 rounding over sums of k terms. */
export function expectClose(
  values: ArrayLike<number>,
  truth: ArrayLike<number>,
  reductionLength: number,
): void {
  const largest = Array.from(truth).reduce((max, each) => Math.max(max, Math.abs(each)), 0);
  const tolerance = roundingTolerance(largest, reductionLength);
  expect(maxAbsDelta(values, truth)).toBeLessThanOrEqual(tolerance);
}

/** Largest absolute difference of two flat arrays of one length; NaN if there is one. */
export function maxAbsDelta(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) throw new Error(`${left.length} and ${right.length} values`);
  return Array.from(left).reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - (right[index] as number))),
    0,
  );
}
