import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FusedKernels, OpenBackend } from '#lab/backends/backend.ts';
import { plain } from '#lab/backends/plain.ts';
import { wasm } from '#lab/backends/wasm.ts';
import { seededNormal } from '#lab/models/weights.ts';
import { roundingTolerance } from '#lab/run/proof.ts';

type Shape = number[];

const shapes: [string, number, Shape][] = [
  ['one row (decoding)', 1, []],
  ['seven rows, the most that the library keeps', 7, []],
  ['eight rows', 8, []],
  ['an odd number of rows', 33, []],
  ['one batch axis', 9, [3]],
  ['one row for each head', 1, [2, 4]],
  ['batch and heads', 17, [2, 3]],
  ['a batch of one', 12, [1, 1]],
];
const flags = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;
const [k, m] = [20, 11];

/** Factors and a cotangent for n rows and these batch axes, as plain arrays. */
function draw(n: number, batch: Shape, [transposeLeft, transposeRight]: readonly boolean[]) {
  const normal = seededNormal(n);
  return [
    normal([...batch, ...(transposeLeft ? [k, n] : [n, k])], 1),
    normal([...batch, ...(transposeRight ? [m, k] : [k, m])], 1),
    normal([...batch, n, m], 1),
  ];
}

/** The product and both gradients for a cotangent; fails if any other tensor stays alive. */
function productAndGradients(
  matMul: NonNullable<FusedKernels['matMul']>,
  drawn: ReturnType<typeof draw>,
  [transposeLeft, transposeRight]: readonly [boolean, boolean],
) {
  const alive = tf.memory().numTensors;
  const results = tf.tidy(() => {
    const [left, right, dy] = drawn.map(({ values, shape }) => tf.tensor(values, shape));
    const f = (a: tf.Tensor, b: tf.Tensor) => matMul(a, b, transposeLeft, transposeRight);
    const { value, grads } = tf.valueAndGrads((...factors) =>
      tf.sum(tf.mul(f(...(factors as [tf.Tensor, tf.Tensor])), dy as tf.Tensor)),
    )([left as tf.Tensor, right as tf.Tensor]);
    value.dispose();
    return [f(left as tf.Tensor, right as tf.Tensor), ...grads].map((each) => ({
      shape: each.shape,
      values: each.dataSync<'float32'>().slice(),
    }));
  });
  expect(tf.memory().numTensors).toBe(alive);
  return results;
}

describe('the matrix product on WASM', () => {
  let backend: OpenBackend;
  beforeAll(async () => {
    backend = await wasm.open();
  });
  afterAll(() => backend.close());
  const matMul: NonNullable<FusedKernels['matMul']> = (...args) =>
    (backend.fused.matMul as NonNullable<FusedKernels['matMul']>)(...args);

  describe.each(shapes)('with %s', (_name, n, batch) => {
    it.each(flags)('equals plain JavaScript, gradients too (transposed: %s, %s)', async (...t) => {
      const drawn = draw(n, batch, t);
      const ours = productAndGradients(matMul, drawn, t);
      const oracle = await plain.open();
      const expected = productAndGradients(tf.matMul, drawn, t);
      oracle.close();
      backend = await wasm.open();
      for (const [index, { shape, values }] of ours.entries()) {
        const truth = expected[index] as (typeof expected)[number];
        expect(shape).toEqual(truth.shape);
        const largest = Math.max(...truth.values.map(Math.abs));
        const delta = Math.max(
          ...values.map((each, at) => Math.abs(each - (truth.values[at] ?? NaN))),
        );
        expect(delta).toBeLessThanOrEqual(roundingTolerance(largest, Math.max(n, k, m)));
      }
    });
  });

  it.each<[string, Shape, Shape, 'float32' | 'int32']>([
    ['inner sizes that differ', [8, 4], [5, 8], 'float32'],
    ['batch axes that differ', [2, 8, 4], [3, 4, 8], 'float32'],
    ['a batch axis to broadcast', [2, 8, 4], [4, 8], 'float32'],
    ['no rows', [0, 4], [4, 8], 'float32'],
    ['a vector', [4], [4], 'float32'],
    ['integers', [8, 4], [4, 8], 'int32'],
  ])('refuses %s, naming both factors', (_name, left, right, dtype) => {
    tf.tidy(() => {
      const [a, b] = [tf.zeros(left, dtype), tf.zeros(right, dtype)];
      expect(() => matMul(a, b)).toThrow(
        `received ${dtype} [${left.join(', ')}] and ${dtype} [${right.join(', ')}]`,
      );
    });
  });

  it('frees what it multiplies with: memory does not grow over many calls', () => {
    const [left, right] = [tf.zeros([4, 16, 16]), tf.zeros([4, 16, 16])];
    const before = tf.memory();
    for (let call = 0; call < 100; call++) matMul(left, right, false, true).dispose();
    const { numTensors, numBytes, numDataBuffers } = tf.memory();
    expect({ numTensors, numBytes, numDataBuffers }).toEqual({
      numTensors: before.numTensors,
      numBytes: before.numBytes,
      numDataBuffers: before.numDataBuffers,
    });
    tf.dispose([left, right]);
  });
});
