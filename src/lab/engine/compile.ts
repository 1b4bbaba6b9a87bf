import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError, explainFailure } from './failures.ts';
import { findBuilder } from './link-package.ts';
import { mendBinding } from './mend-binding.ts';
import { nodeHeaders } from './pins.ts';
import type { Work } from './step.ts';
import { runStep } from './step.ts';
import { unpack } from './unpack.ts';

/** Fetches Node's headers as a package of the registry that npm uses; returns node-gyp's `nodedir`. */
async function fetchHeaders(work: Work): Promise<string> {
  const { folder, layout, report, signal } = work;
  report({ step: `Fetching Node's headers (${nodeHeaders.name} ${nodeHeaders.version}, 52 MB)` });
  const target = join(folder, 'node');
  await mkdir(target);
  await runStep(
    'headers',
    'npm',
    [
      'pack',
      `${nodeHeaders.name}@${nodeHeaders.version}`,
      '--pack-destination',
      target,
      '--loglevel=error',
    ],
    { cwd: layout.root, signal },
  );
  const archive = (await readdir(target)).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new EngineError(explainFailure('headers', 'E404'));
  const file = join(target, archive);
  const integrity = `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`;
  if (integrity !== nodeHeaders.integrity) {
    throw new EngineError(explainFailure('headers', 'EINTEGRITY'));
  }
  await unpack('headers', file, target, work);
  await rm(file);
  return target;
}

/** Links by the names that the binding asks the linker and the loader for. */
async function linkLibraries(libraries: string): Promise<void> {
  await symlink('libtensorflow_cc.so.2', join(libraries, 'libtensorflow.so.2'));
  await symlink('libtensorflow_cc.so.2', join(libraries, 'libtensorflow.so'));
  await symlink('libtensorflow_framework.so.2', join(libraries, 'libtensorflow_framework.so'));
}

/** Compiles the binding in `build`, which holds `deps/`; afterwards it holds `lib/` too. */
export async function compileBinding(build: string, work: Work): Promise<void> {
  const { layout, report, signal } = work;
  const nodedir = await fetchHeaders(work);
  await linkLibraries(join(build, 'deps/lib'));
  for (const name of ['binding', 'binding.gyp', 'package.json']) {
    await cp(join(layout.packageFolder, name), join(build, name), { recursive: true });
  }
  await mendBinding(join(build, 'binding/tfjs_backend.cc'));
  report({ step: 'Compiling the binding (about 10 s)' });
  // `npm exec` tells the command inside it where the node-gyp that comes with npm is.
  await runStep(
    'compile',
    'npm',
    [
      'exec',
      '--call',
      '"$ENGINE_NODE" "$ENGINE_GYP" install --build-from-source -C "$ENGINE_BUILD"',
    ],
    {
      cwd: layout.root,
      env: {
        ...process.env,
        ENGINE_BUILD: build,
        ENGINE_GYP: findBuilder(layout),
        ENGINE_NODE: process.execPath,
        NODE_OPTIONS: '--no-deprecation',
        TMPDIR: work.folder,
        npm_config_nodedir: nodedir,
      },
      signal,
    },
  );
}
