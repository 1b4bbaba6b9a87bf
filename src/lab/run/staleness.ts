import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BackendId } from '#lab/backends/backend.ts';
import { protocolVersion } from '#lab/bench/protocol.ts';
import { parseRecord } from '#results/parse-record.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { experimentNames } from './load-experiments.ts';

/** What a record's code hash is made of, so that a stale one can say what changed. */
export interface CodeState {
  hash: string;
  protocolVersion: number;
  packages: Record<string, string>;
}

/**
 * The hash of what is measured: the minified bundle of an experiment and its backend (so comments
 * and format do not count), the versions of TensorFlow.js in the lock file, and the instrument's
 * protocolVersion. Nothing is executed and no engine is needed.
 */
export async function codeState(
  root: string,
  experiment: string,
  backend: BackendId,
): Promise<CodeState> {
  const bundle = await build({
    stdin: {
      contents:
        `export { default } from './src/lab/experiments/${experiment}.ts';` +
        `export * from './src/lab/backends/${backend}.ts';`,
      resolveDir: root,
    },
    absWorkingDir: root,
    bundle: true,
    external: ['@tensorflow/*'],
    format: 'esm',
    legalComments: 'none',
    logLevel: 'silent',
    minify: true,
    platform: 'node',
    target: 'node22',
    tsconfigRaw: {},
    write: false,
  });
  const code = bundle.outputFiles[0]?.text ?? '';
  const packages = tensorflowPackages(root);
  const hash = createHash('sha256')
    .update(JSON.stringify([code, packages, protocolVersion]))
    .digest('hex');
  return { hash, protocolVersion, packages };
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
      const why = whyStale(record, await codeState(root, experiment, record.engine.backend));
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
