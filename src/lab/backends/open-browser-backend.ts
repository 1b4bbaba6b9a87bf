import type { BrowserBackend, BrowserBackendId, OpenBackend } from './backend.ts';

// Each library is a chunk of its own, which a reader downloads only when it is asked for.
const loaders: Record<BrowserBackendId, (wasmFolder: string) => Promise<BrowserBackend>> = {
  webgpu: async () => (await import('./webgpu.ts')).webgpu,
  webgl: async () => (await import('./webgl.ts')).webgl,
  wasm: async (wasmFolder) => (await import('./wasm-in-browser.ts')).wasmFrom(wasmFolder),
};

/** Why this browser cannot run a backend, as a sentence; undefined where it can. */
export async function whyUnavailable(id: BrowserBackendId): Promise<string | undefined> {
  return (await loaders[id]('')).whyUnavailable();
}

/**
 * Opens a backend in a browser, gradients included. `wasmFolder` is the address of the folder with
 * the WASM binaries, with a slash at its end. Throws, with the reason, where it is not available.
 */
export async function openBrowserBackend(
  id: BrowserBackendId,
  wasmFolder: string,
): Promise<OpenBackend> {
  const backend = await loaders[id](wasmFolder);
  const reason = await backend.whyUnavailable();
  if (reason !== undefined) throw new Error(`The backend "${id}" cannot be opened here. ${reason}`);
  await import('@tensorflow/tfjs-core/dist/register_all_gradients.js');
  return backend.open();
}
