import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { type Backend, stopEngine } from './backend.ts';
import type { NodeBackend } from './native-calls.ts';
import { nativeKernels } from './native-kernels.ts';

/** Native TensorFlow through `@tensorflow/tfjs-node`. */
export const native: Backend = {
  id: 'native',
  threaded: true,
  kernels: ['lstm', 'gru'],
  environment: (threads) => ({
    TF_CPP_MIN_LOG_LEVEL: '3',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    OMP_NUM_THREADS: String(threads),
  }),
  async open() {
    createRequire(import.meta.url)('@tensorflow/tfjs-node');
    await tf.setBackend('tensorflow');
    await tf.ready();
    const backend = tf.backend() as unknown as NodeBackend;
    const fused = nativeKernels(backend);
    return {
      id: 'native',
      library: `TensorFlow ${backend.binding.TF_Version}`,
      fused,
      flags: { oneDnnSoftmax: fused.softmax !== undefined },
      close: () => stopEngine('tensorflow'),
    };
  },
};
