import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import type { NodeBackend } from '#lab/backends/native-calls.ts';
import { nativeKernels } from '#lab/backends/native-kernels.ts';
import { seededNormal } from '#lab/models/weights.ts';
import { expectClose, maxAbsDelta, valuesOf } from '../../support/on-backend.ts';

type Kernels = Required<ReturnType<typeof nativeKernels>>;

let backend: NodeBackend;
let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused as Kernels;
  backend = tf.backend() as unknown as NodeBackend;
});

const drawn = (shape: number[], deviation = 1) => {
  const { values } = seededNormal(shape.length + shape.reduce((a, b) => a * b, 1))(
    shape,
    deviation,
  );
  return tf.tensor(values, shape);
};

/** Gradients for each argument; fails if any other tensor stays alive. */
function gradients(f: (...args: tf.Tensor[]) => tf.Tensor, args: tf.Tensor[], dy: tf.Tensor) {
  const alive = tf.memory().numTensors;
  const values = tf.tidy(() =>
    tf
      .grads((...all) => f(...(all as tf.Tensor[])))(args, dy)
      .map((each) => each.dataSync().slice()),
  );
  expect(tf.memory().numTensors).toBe(alive);
  return values;
}

describe('native TensorFlow', () => {
  it('has its own matrix product, softmax, LSTM and GRU', async () => {
    const { fused, flags } = await native.open();
    expect(Object.keys(fused).sort()).toEqual(['gru', 'lstm', 'matMul', 'softmax']);
    expect(flags).toEqual({ oneDnnSoftmax: true });
  });

  it.each([
    ['MatMul', 'matMul'],
    ['_MklSoftmax', 'softmax'],
    ['BlockLSTMV2', 'lstm'],
    ['GRUBlockCell', 'gru'],
  ])('without the kernel %s goes without %s, and only without that', (missing, key) => {
    const calls = (name: string) => {
      if (name === missing) throw new Error(`Op type not registered '${name}'`);
    };
    const library = Object.assign(Object.create(backend) as NodeBackend, {
      executeSingleOutput: (...args: Parameters<NodeBackend['executeSingleOutput']>) => {
        calls(args[0]);
        return backend.executeSingleOutput(...args);
      },
      executeMultipleOutputs: (...args: Parameters<NodeBackend['executeMultipleOutputs']>) => {
        calls(args[0]);
        return backend.executeMultipleOutputs(...args);
      },
    });
    const alive = tf.memory().numTensors;
    const left = ['gru', 'lstm', 'matMul', 'softmax'].filter((each) => each !== key);
    expect(Object.keys(nativeKernels(library)).sort()).toEqual(left);
    expect(tf.memory().numTensors).toBe(alive);
  });

  it('without right values goes without the kernel', () => {
    const library = Object.assign(Object.create(backend) as NodeBackend, {
      executeSingleOutput: (...args: Parameters<NodeBackend['executeSingleOutput']>) =>
        tf.add(backend.executeSingleOutput(...args), 1e-3),
    });
    expect(Object.keys(nativeKernels(library)).sort()).toEqual(['gru', 'lstm']);
  });
});

describe('its softmax', () => {
  it.each([[[1, 1]], [[3, 7]], [[2, 4, 33, 33]]])('of shape %j equals the plain one', (shape) => {
    const [scores, dy] = [drawn(shape, 5), drawn([...shape, 1]).reshape(shape)];
    const own = valuesOf(() => kernels.softmax(scores));
    expectClose(
      own,
      valuesOf(() => tf.softmax(scores)),
      shape.at(-1) as number,
    );
    const [mine, truth] = [kernels.softmax, tf.softmax].map(
      (softmax) =>
        gradients((x) => (softmax as Kernels['softmax'])(x as tf.Tensor), [scores], dy)[0],
    ) as [Float32Array, Float32Array];
    tf.dispose([scores, dy]);
    // Differences of weights that sum to 1: rounding is relative to dy, not to the gradient.
    expect(maxAbsDelta(mine, truth)).toBeLessThan(1e-6);
  });

  it('leaves alone what a causal mask hides', () => {
    const masked = tf.tensor2d([0.3, -1e9, -1e9, 0.3, 0.3, -1e9], [2, 3]);
    expect([...valuesOf(() => kernels.softmax(masked))]).toEqual([1, 0, 0, 0.5, 0.5, 0]);
    masked.dispose();
  });
});

describe('its matrix product', () => {
  const flags = [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ] as const;

  describe.each(flags)('transposed %s, %s', (transposeLeft, transposeRight) => {
    it.each([
      [1, 5, 7],
      [1, 256, 64],
      [9, 33, 4],
    ])('[%d, %d] times [.., %d] equals the library’s, gradients too', (n, k, m) => {
      const left = drawn(transposeLeft ? [k, n] : [n, k]);
      const right = drawn(transposeRight ? [m, k] : [k, m]);
      const dy = drawn([n, m]);
      const [own, library] = [kernels.matMul, tf.matMul].map((matMul) => {
        const f = (a: tf.Tensor, b: tf.Tensor) =>
          (matMul as typeof kernels.matMul)(a, b, transposeLeft, transposeRight);
        const all = gradients((a, b) => f(a as tf.Tensor, b as tf.Tensor), [left, right], dy);
        return [valuesOf(() => f(left, right)), ...all];
      }) as [Float32Array[], Float32Array[]];
      for (const [index, values] of own.entries()) {
        expectClose(values, library[index] as Float32Array, Math.max(n, k, m));
      }
      tf.dispose([left, right, dy]);
    });
  });

  it.each<[string, number[], number[], 'float32' | 'int32']>([
    ['a batch', [2, 3, 4], [2, 4, 5], 'float32'],
    ['a batch by one matrix', [2, 3, 4], [4, 5], 'float32'],
    ['integers', [3, 4], [4, 5], 'int32'],
  ])('leaves %s to the library', (_name, left, right, dtype) => {
    tf.tidy(() => {
      const [a, b] = [tf.ones(left, dtype), tf.ones(right, dtype)];
      const product = kernels.matMul(a, b);
      expect(product.shape).toEqual([...left.slice(0, -1), 5]);
      expect(new Set(product.dataSync())).toEqual(new Set([4]));
    });
  });

  it('refuses factors that do not fit', () => {
    tf.tidy(() => {
      expect(() => kernels.matMul(tf.ones([2, 3]), tf.ones([4, 5]))).toThrow(
        /In\[0\]|incompatible/,
      );
    });
  });
});

it('its LSTM frees the length that it hands over: nothing stays in the backend', () => {
  const store = tf.backend();
  const [x, kernel, bias] = [tf.ones([3, 1, 2]), tf.ones([4, 8]), tf.ones([8])];
  const held = store.numDataIds();
  for (let call = 0; call < 50; call++) kernels.lstm(x, kernel, bias).dispose();
  expect(store.numDataIds()).toBe(held);
  tf.dispose([x, kernel, bias]);
});
