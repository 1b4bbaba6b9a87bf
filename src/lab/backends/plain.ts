import { version_cpu } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type Backend, startEngine, stopEngine } from './backend.ts';
import { registerGradients } from './node-gradients.ts';

/** TensorFlow.js in plain JavaScript: slow, and with no binary to trust. */
export const plain: Backend = {
  id: 'plain',
  threaded: false,
  kernels: [],
  environment: () => ({}),
  async open() {
    await registerGradients();
    await startEngine('cpu');
    // On its first use it would advise to install tfjs-node, which is for its caller to choose.
    Object.assign(tf.backend(), { firstUse: false });
    return {
      id: 'plain',
      library: `TensorFlow.js ${version_cpu}`,
      fused: {},
      flags: {},
      close: () => stopEngine('cpu'),
    };
  },
};
