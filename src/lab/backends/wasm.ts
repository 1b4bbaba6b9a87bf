import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Backend } from './backend.ts';
import { registerGradients } from './node-gradients.ts';
import { openWasm } from './wasm-engine.ts';

/** TensorFlow.js on WebAssembly. In Node it always runs on one thread (tfjs issue 3830). */
export const wasm: Backend = {
  id: 'wasm',
  threaded: false,
  kernels: ['matMul'],
  environment: () => ({}),
  async open() {
    await registerGradients();
    const packageFile = createRequire(import.meta.url).resolve(
      '@tensorflow/tfjs-backend-wasm/package.json',
    );
    return openWasm(join(dirname(packageFile), 'dist', '/'));
  },
};
