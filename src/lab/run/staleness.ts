import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { build } from 'esbuild';
import type { BackendId } from '#lab/backends/backend.ts';
import { protocolVersion } from '#lab/bench/protocol.ts';
import type { CaseEngine } from '#lab/experiments/experiment.ts';
import { parseRecord } from '#results/parse-record.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { backendIdOf } from './case-engine.ts';
import { experimentNames } from './load-experiments.ts';

/** What a record's code hash is made of, so that a stale one can say what changed. */
export interface CodeState {
  hash: string;
  protocolVersion: number;
  packages: Record<string, string>;
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
  backend: BackendId,
  engines: readonly CaseEngine[] = [],
): Promise<CodeState> {
  const others = new Set(engines.map(backendIdOf));
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
  const hash = createHash('sha256')
    .update(JSON.stringify([code, packages, protocolVersion]))
    .digest('hex');
  return { hash, protocolVersion, packages };
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

/** Why a record is stale against the code's present state; undefined if it is fresh. */
export function whyStale(record: Pick<MeasuredRecord, 'code'>, now: CodeState): string | undefined {
  if (record.code.hash === now.hash) return undefined;
  const moved = Object.entries(now.packages)
    .filter(([name, version]) => record.code.packages[name] !== version)
    .map(([name, version]) => `${name} ${record.code.packages[name] ?? 'absent'} → ${version}`);
  if (moved.length > 0) return `packages changed: ${moved.join(', ')}`;
  if (record.code.protocolVersion !== now.protocolVersion) {
    return `protocolVersion ${record.code.protocolVersion} → ${now.protocolVersion}`;
  }
  return 'the code that was measured has changed since';
}

export interface StaleRecord {
  experiment: string;
  /** Path of the record from the root of the repository. */
  record: string;
  why: string;
}

/** Every experiment whose record on the primary machine is not of the present code. */
export async function staleExperiments(
  root: string,
  primaryMachine: string,
): Promise<StaleRecord[]> {
  const all = await Promise.all(
    experimentNames().map(async (experiment) => {
      const path = `src/results/${experiment}/${primaryMachine}.json`;
      const record = readIfThere(root, path);
      // A missing or broken record is reported by whoever reads the records.
      if (record === undefined) return [];
      const engines = record.cases.flatMap(({ engine }) => (engine as CaseEngine) ?? []);
      const state = await codeState(root, experiment, record.engine.backend, engines);
      const why = whyStale(record, state);
      return why === undefined ? [] : [{ experiment, record: path, why }];
    }),
  );
  return all.flat();
}

function readIfThere(root: string, path: string): MeasuredRecord | undefined {
  try {
    return parseRecord(readFileSync(join(root, path), 'utf8'), path);
  } catch {
    return undefined;
  }
}
