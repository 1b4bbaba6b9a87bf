import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { build, transform } from 'esbuild';
import type { BackendId, BrowserBackendId } from '#lab/backends/backend.ts';
import { protocolVersion } from '#lab/bench/protocol.ts';
import type { CaseEngine, Experiment } from '#lab/experiments/experiment.ts';
import { backendIdOf } from './case-engine.ts';

/** What a record's code hash is made of, so that a stale one can say what changed. */
export interface CodeState {
  hash: string;
  protocolVersion: number;
  packages: Record<string, string>;
  /** Of each measured file, a hash of it without types, comments and format. */
  files: Record<string, string>;
}

/**
 * The hash of what is measured: the bundle of an experiment, its workers and its backends, without
 * types, comments and format, the versions of TensorFlow.js in the lock file, and the
 * instrument's protocolVersion. `engines` are those that cases name beside the record's backend.
 * Nothing is executed and no engine is needed.
 */
export async function codeState(
  root: string,
  experiment: string,
  backend: BackendId | BrowserBackendId,
  engines: readonly CaseEngine[] = [],
): Promise<CodeState> {
  const others = new Set<string>(engines.map(backendIdOf));
  others.delete(backend);
  const main = await minified(
    root,
    `export { default } from './src/lab/experiments/${experiment}.ts';` +
      `export * from './src/lab/backends/${backend}.ts';` +
      [...others]
        .sort()
        .map((id) => `export * from './src/lab/backends/${id}.ts';`)
        .join(''),
  );
  const workers = workerFiles(root, main.inputs);
  const ofWorkers = await Promise.all(workers.map((file) => minified(root, `import './${file}';`)));
  const code = main.code + ofWorkers.map((worker) => worker.code).join('');
  const packages = tensorflowPackages(root);
  const inputs = [main, ...ofWorkers].flatMap((bundle) => bundle.inputs);
  return {
    hash: sha256(JSON.stringify([code, packages, protocolVersion])),
    protocolVersion,
    packages,
    files: await hashFiles(root, inputs),
  };
}

/** The state of the code behind a published record, which is of the native backend. */
export function nativeCodeState(root: string, { name, cases }: Experiment): Promise<CodeState> {
  const engines = cases.flatMap(({ engine }) => engine ?? []);
  return codeState(root, name, 'native', engines);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const fileHashes = new Map<string, Promise<string>>();

/** Hashes of the files of ours in a bundle, each computed once in a process unless it changes. */
async function hashFiles(root: string, inputs: readonly string[]): Promise<Record<string, string>> {
  const files = [...new Set(inputs.filter((file) => file.startsWith('src/')))].sort();
  const hashes = await Promise.all(
    files.map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const known = fileHashes.get(text) ?? hashOfCode(text);
      fileHashes.set(text, known);
      return known;
    }),
  );
  return Object.fromEntries(files.map((file, index) => [file, hashes[index] as string]));
}

async function hashOfCode(text: string): Promise<string> {
  const { code } = await transform(text, {
    loader: 'ts',
    legalComments: 'none',
    minifySyntax: true,
    minifyWhitespace: true,
    target: 'node22',
    tsconfigRaw: {},
  });
  return sha256(code).slice(0, 12);
}

/** A bundle's minified code, and the files that it was made of. */
async function minified(root: string, contents: string) {
  const bundle = await build({
    stdin: { contents, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    external: ['@tensorflow/*'],
    format: 'esm',
    legalComments: 'none',
    logLevel: 'silent',
    // Names are kept: how they would be shortened depends on code that is not in the bundle.
    minifySyntax: true,
    minifyWhitespace: true,
    platform: 'node',
    target: 'node22',
    tsconfigRaw: {},
    write: false,
    metafile: true,
  });
  return {
    code: bundle.outputFiles[0]?.text ?? '',
    inputs: Object.keys(bundle.metafile.inputs),
  };
}

/** The files that a bundle starts threads of: no import leads to them. */
function workerFiles(root: string, inputs: readonly string[]): string[] {
  const found = inputs
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [
        ...readFileSync(join(root, file), 'utf8').matchAll(
          /new URL\('(\.\/[\w-]+-worker\.ts)', import\.meta\.url\)/g,
        ),
      ].map((match) => posix.join(posix.dirname(file), match[1] as string)),
    );
  return [...new Set(found)].sort();
}

/** Versions of TensorFlow.js in the lock file, by package. */
function tensorflowPackages(root: string): Record<string, string> {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  return Object.fromEntries(
    ['tfjs-core', 'tfjs-backend-wasm', 'tfjs-node'].flatMap((name) => {
      const entry = lock.packages[`node_modules/@tensorflow/${name}`];
      return entry === undefined ? [] : [[`@tensorflow/${name}`, entry.version]];
    }),
  );
}
