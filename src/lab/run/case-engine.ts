import * as tf from '@tensorflow/tfjs-core';
import type { BackendId, OpenBackend } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import type { CaseEngine } from '#lab/experiments/experiment.ts';

/** The backend that an engine named by a case runs on. */
export function backendIdOf(engine: CaseEngine): BackendId {
  return engine === 'wasm-without-simd' ? 'wasm' : engine;
}

/** Opens a case's engine in this process. */
export async function openEngine(engine: CaseEngine): Promise<OpenBackend> {
  const backend = await loadBackend(backendIdOf(engine));
  // The flag is known once the backend's module is loaded, and read when it is opened.
  if (engine === 'wasm-without-simd') tf.env().set('WASM_HAS_SIMD_SUPPORT', false);
  return backend.open();
}
