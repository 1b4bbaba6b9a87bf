import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { type BrowserBackend, startEngine, stopEngine } from './backend.ts';

/** The part of WebGPU that tells whether there is a device; null or absent where there is none. */
type NavigatorWithGpu = { gpu?: { requestAdapter(): Promise<unknown> } };

/** TensorFlow.js on WebGPU. */
export const webgpu: BrowserBackend = {
  id: 'webgpu',
  async whyUnavailable() {
    const { gpu } = navigator as unknown as NavigatorWithGpu;
    if (gpu === undefined)
      return 'This browser has no WebGPU, or the page is not a secure context.';
    const adapter = await gpu.requestAdapter();
    return adapter ? undefined : 'WebGPU has no adapter here.';
  },
  async open() {
    await startEngine('webgpu');
    return {
      id: 'webgpu',
      library: `TensorFlow.js WebGPU ${tf.version_core}`,
      fused: {},
      flags: {},
      close: () => stopEngine('webgpu'),
    };
  },
};
