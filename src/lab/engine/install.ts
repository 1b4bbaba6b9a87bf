import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Sight } from './check.ts';
import { checkThreads, checkValue } from './check.ts';
import { compileBinding } from './compile.ts';
import { downloadWheel } from './download-wheel.ts';
import { EngineError, explainFailure } from './failures.ts';
import type { Layout } from './layout.ts';
import { layoutOf } from './layout.ts';
import { inWorkFolder, sweepLeftovers } from './leftovers.ts';
import { ensurePackage, linkPackage } from './link-package.ts';
import { withLock } from './lock.ts';
import { runOwnInstaller } from './own-installer.ts';
import { sourceFor, tfjsNode, wheel } from './pins.ts';
import type { Report } from './progress.ts';
import { findMissing, thisMachine } from './requirements.ts';
import type { Checked, Manifest } from './status.ts';
import { holdsFiles, isPlaced, readChecked, readManifest } from './status.ts';
import type { Work } from './step.ts';
import { unpack } from './unpack.ts';

/** The engine that is there now, and what it took. */
export interface Installation extends Sight {
  tfjsNode: string;
  did: 'installed' | 'linked' | 'nothing';
  seconds: number;
}

/** What a caller may say of an installation. */
export interface InstallOptions {
  /** The checkout; by default the one that this file is part of. */
  root?: string;
  signal?: AbortSignal;
}

/**
 * Makes sure that the native engine is installed, linked and checked; in about a second if it is.
 * Throws an `EngineError` that says what is missing, or the reason of `signal`.
 */
export async function installNativeEngine(
  report: Report,
  { root, signal }: InstallOptions = {},
): Promise<Installation> {
  const start = performance.now();
  const layout = layoutOf(root);
  try {
    let did: Installation['did'] = 'nothing';
    if (!isPlaced(layout) || !isCheckedHere(layout)) {
      const onWait = ({ pid }: { pid: number }) =>
        report({ step: `Waiting for process ${pid}, which is installing the native engine` });
      did = await withLock(layout.lock, onWait, () => place(layout, report, signal), signal);
    }
    const sight = await checkValue(layout, signal);
    const seconds = (performance.now() - start) / 1000;
    return { ...sight, tfjsNode: tfjsNode.version, did, seconds };
  } catch (error) {
    signal?.throwIfAborted();
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!['ENOSPC', 'EACCES', 'EPERM', 'EROFS'].includes(code)) throw error;
    throw new EngineError(explainFailure('unpack', message), { cause: error });
  }
}

function isCheckedHere(layout: Layout): boolean {
  return readChecked(layout)?.node === process.version;
}

/** Builds, links and checks whatever of that is still to be done; the caller holds the lock. */
async function place(
  layout: Layout,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<Installation['did']> {
  await sweepLeftovers(layout.home);
  let did: Installation['did'] = 'nothing';
  await ensurePackage(layout, report, signal);
  if (!isPlaced(layout)) {
    const source = sourceFor(process.platform, process.arch);
    if (source === 'none') {
      throw new EngineError(
        `There is no native TensorFlow for ${process.platform}-${process.arch}: use Linux x86-64 or macOS, or measure with --backend wasm.`,
      );
    }
    did = 'linked';
    const manifest = readManifest(layout);
    if (source === 'package') {
      did = 'installed';
      await runOwnInstaller(layout, report, signal);
    } else {
      if (manifest === undefined || !holdsFiles(layout.build, manifest.files)) {
        did = 'installed';
        await buildFromWheel(layout, report, signal);
      }
      await linkPackage(layout);
    }
  }
  if (!isCheckedHere(layout)) {
    report({ step: 'Checking a product and the thread count' });
    const { tensorflow, backend } = await checkValue(layout, signal);
    await checkThreads(layout, availableParallelism(), signal);
    const checked: Checked = { tensorflow, backend, node: process.version };
    await writeFile(layout.checked, JSON.stringify(checked));
  }
  return did;
}

const builtFiles = [
  'deps/lib/libtensorflow_cc.so.2',
  'deps/lib/libtensorflow_framework.so.2',
  'lib/napi-v8/tfjs_binding.node',
];

/** Builds in a folder of unfinished work and renames the whole into place. */
async function buildFromWheel(
  layout: Layout,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<void> {
  await inWorkFolder(layout.home, async (folder) => {
    const missing = findMissing(thisMachine(folder));
    if (missing.length > 0) throw new EngineError(missing.join('\n'));
    const work: Work = { layout, folder, report, signal };
    const build = join(folder, 'build');
    await mkdir(build);
    const archive = await downloadWheel(work);
    await unpack('wheel', archive, build, work);
    await rm(archive);
    await compileBinding(build, work);
    const whole = join(folder, 'whole');
    await mkdir(join(whole, 'deps'), { recursive: true });
    for (const name of ['deps/lib', 'lib']) await rename(join(build, name), join(whole, name));
    const manifest: Manifest = { tensorflow: wheel.version, files: {} };
    for (const file of builtFiles) manifest.files[file] = (await stat(join(whole, file))).size;
    await writeFile(join(whole, 'manifest.json'), JSON.stringify(manifest));
    await rm(layout.build, { recursive: true, force: true });
    await rename(whole, layout.build);
  });
}
