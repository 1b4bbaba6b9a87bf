import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from './backend.ts';

/** TensorFlow.js on WebAssembly with SIMD. In Node it always runs on one thread (tfjs issue 3830). */
export const wasm: Backend = {
  id: 'wasm',
  threaded: false,
  kernels: [],
  environment: () => ({}),
  async open() {
    const packageFile = createRequire(import.meta.url).resolve(
      '@tensorflow/tfjs-backend-wasm/package.json',
    );
    setWasmPaths(join(dirname(packageFile), 'dist', '/'));
    await tf.setBackend('wasm');
    await tf.ready();
    const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
    return {
      id: 'wasm',
      library: `TensorFlow.js WASM ${version_wasm}`,
      fused: {},
      flags: { WASM_HAS_SIMD_SUPPORT: simd as boolean },
    };
  },
};
