import { version_cpu } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from './backend.ts';

/** TensorFlow.js in plain JavaScript: slow, and with no binary to trust. */
export const plain: Backend = {
  id: 'plain',
  threaded: false,
  kernels: [],
  environment: () => ({}),
  async open() {
    await tf.setBackend('cpu');
    await tf.ready();
    return { id: 'plain', library: `TensorFlow.js ${version_cpu}`, fused: {}, flags: {} };
  },
};
