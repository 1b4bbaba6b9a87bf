import { type BackendWasm, setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { type OpenBackend, startEngine, stopEngine } from './backend.ts';
import { wasmMatMul } from './wasm-kernels.ts';

/**
 * Opens TensorFlow.js on WebAssembly, on one thread. `folder` holds its binaries and ends with a
 * slash: a path in Node, an address in a browser.
 */
export async function openWasm(folder: string): Promise<OpenBackend> {
  // The threaded binary hangs in a page that is isolated but whose policy has no `blob:`.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(folder);
  await startEngine('wasm');
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return {
    id: 'wasm',
    library: `TensorFlow.js WASM ${version_wasm}`,
    fused: { matMul: wasmMatMul(tf.backend() as BackendWasm) },
    flags: { WASM_HAS_SIMD_SUPPORT: simd as boolean },
    close: () => stopEngine('wasm'),
  };
}
