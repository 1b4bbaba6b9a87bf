import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { withOtherRow } from '#lab/models/influence.ts';
import { computeOnce, observeChain, observeInfluence } from '#lab/models/observe-dependence.ts';
import { type DenseArray, type OnBackend, seededNormal } from '#lab/models/weights.ts';
import { onEveryBackend } from '../../support/on-backend.ts';

type Inputs = { x: DenseArray };
const inputs: Inputs = { x: seededNormal(1)([4, 3], 1) };
const other = (from: Inputs, which: number) => ({ x: withOtherRow(from.x, which, which + 1) });

/** Each row plus the row before it. */
const pairs = ({ x }: OnBackend<Inputs>) =>
  tf.add(x, tf.concat([tf.zeros([1, 3]), tf.slice(x as tf.Tensor2D, [0, 0], [3, 3])]));

onEveryBackend(() => {
  it('finds which outputs an input reaches, row by row', () => {
    const found = observeInfluence('influence', { inputs, compute: pairs, count: 4 }, other);
    expect(found.shape).toEqual([4, 4]);
    expect(found.values.map((each) => (each > 0 ? 1 : 0))).toEqual(
      [
        [1, 0, 0, 0],
        [1, 1, 0, 0],
        [0, 1, 1, 0],
        [0, 0, 1, 1],
      ].flat(),
    );
  });

  it('finds the longest chain and the number of kernels', () => {
    // Slice, join, sum. The zeros are no kernel: their values come from the program.
    expect(observeChain({ inputs, compute: pairs }, ({ x }) => [x])).toEqual([
      { name: 'longest-path', shape: [1], values: [3] },
      { name: 'kernels', shape: [1], values: [3] },
    ]);
  });

  it('frees all that it places and computes', () => {
    const alive = tf.memory().numTensors;
    computeOnce(inputs, pairs);
    observeChain({ inputs, compute: pairs }, ({ x }) => [x]);
    expect(tf.memory().numTensors).toBe(alive);
  });
});
