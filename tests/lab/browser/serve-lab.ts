import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serveFolder } from '../../../src/authoring/serve-folder.ts';

/** As strict as on the published site: no inline script, no eval, nothing from elsewhere. */
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Bundles page.ts with the lab, one chunk a backend, and serves it with the WASM binaries. */
export async function serveLab(): Promise<{ address: string; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-in-browser-'));
  await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: folder,
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
    tsconfigRaw: {},
  });
  const require = createRequire(import.meta.url);
  const binaries = join(
    dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')),
    'dist',
  );
  for (const name of readdirSync(binaries).filter((each) => each.endsWith('.wasm'))) {
    cpSync(join(binaries, name), join(folder, 'wasm', name));
  }
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>The lab</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<script type="module" src="page.js"></script>`,
  );
  const { address, close } = await serveFolder(folder, 4600, '/');
  return {
    address,
    close: () => {
      close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
