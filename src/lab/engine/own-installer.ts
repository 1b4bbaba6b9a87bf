import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { checkValue } from './check.ts';
import { EngineError } from './failures.ts';
import type { Layout } from './layout.ts';
import { tfjsNode } from './pins.ts';
import type { Report } from './progress.ts';
import type { Manifest } from './status.ts';
import { runStep } from './step.ts';

/** Runs the package's own installer where no wheel is pinned; the library stays in the package. */
export async function runOwnInstaller(
  layout: Layout,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<void> {
  report({ step: `Running the installer of ${tfjsNode.name} ${tfjsNode.version}` });
  await rm(layout.build, { recursive: true, force: true });
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const binaries = join(layout.root, 'node_modules/.bin');
  await runStep('own installer', process.execPath, ['scripts/install.js'], {
    cwd: layout.packageFolder,
    env: { ...process.env, [path]: `${binaries}${delimiter}${process.env[path] ?? ''}` },
    signal,
  });
  const names = await readdir(join(layout.packageFolder, 'lib'), { recursive: true }).catch(
    () => [],
  );
  const binding = names.find((name) => name.endsWith('tfjs_binding.node'));
  if (binding === undefined) {
    throw new EngineError(
      `The installer of ${tfjsNode.name} ended without a library: check that its download host can be reached and run npm run engine again, or measure with --backend wasm.`,
    );
  }
  const file = join('lib', binding);
  const { size } = await stat(join(layout.packageFolder, file));
  const { tensorflow } = await checkValue(layout, signal);
  const manifest: Manifest = { tensorflow, files: { [file]: size } };
  await mkdir(layout.build, { recursive: true });
  await writeFile(layout.manifest, JSON.stringify(manifest));
}
