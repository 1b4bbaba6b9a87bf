import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from './backend.ts';
import { blockLstm, type NodeBackend, oneDnnSoftmax } from './native-kernels.ts';

/** Native TensorFlow through `@tensorflow/tfjs-node`. */
export const native: Backend = {
  id: 'native',
  threaded: true,
  kernels: ['lstm'],
  environment: (threads) => ({
    TF_CPP_MIN_LOG_LEVEL: '3',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    OMP_NUM_THREADS: String(threads),
  }),
  async open() {
    const require = createRequire(import.meta.url);
    require('@tensorflow/tfjs-node');
    const { Int64Scalar } = require('@tensorflow/tfjs-node/dist/int64_tensors.js') as {
      Int64Scalar: new (value: number) => unknown;
    };
    await tf.setBackend('tensorflow');
    await tf.ready();
    const backend = tf.backend() as unknown as NodeBackend;
    const softmax = oneDnnSoftmax(backend);
    return {
      id: 'native',
      library: `TensorFlow ${backend.binding.TF_Version}`,
      fused: { lstm: blockLstm(backend, Int64Scalar), ...(softmax && { softmax }) },
      flags: { oneDnnSoftmax: softmax !== undefined },
    };
  },
};
