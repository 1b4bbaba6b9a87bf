import type { BrowserBackend } from './backend.ts';
import { openWasm } from './wasm-engine.ts';

/** The smallest module: the magic number and the version. */
const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** TensorFlow.js on WebAssembly, its binaries fetched from `folder`, an address that ends with a slash. */
export function wasmFrom(folder: string): BrowserBackend {
  return {
    id: 'wasm',
    async whyUnavailable() {
      try {
        await WebAssembly.compile(emptyModule);
        return undefined;
      } catch (error) {
        return (
          'This page may not compile WebAssembly; its content security policy must allow ' +
          `script-src 'wasm-unsafe-eval' (${(error as Error).message}).`
        );
      }
    },
    open: () => openWasm(folder),
  };
}
