import type { Backend, BackendId } from './backend.ts';

const loaders: Record<BackendId, () => Promise<Backend>> = {
  native: async () => (await import('./native.ts')).native,
  wasm: async () => (await import('./wasm.ts')).wasm,
  plain: async () => (await import('./plain.ts')).plain,
};

export const backendIds = Object.keys(loaders) as BackendId[];

/** Loads a backend's description; its library is loaded only when it is opened. */
export function loadBackend(id: BackendId): Promise<Backend> {
  return loaders[id]();
}
