import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseEngine } from '#lab/experiments/experiment.ts';
import { parseRecord } from '#results/parse-record.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { type CodeState, codeState } from './code-state.ts';
import { experimentNames } from './load-experiments.ts';

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
  return changedFiles(record.code.files, now.files);
}

/** Names the files that differ; records of the first instrument know none. */
function changedFiles(
  before: Readonly<Record<string, string>> | undefined,
  now: Readonly<Record<string, string>>,
): string {
  const all = [...new Set([...Object.keys(before ?? {}), ...Object.keys(now)])].sort();
  const changed = before === undefined ? [] : all.filter((file) => before[file] !== now[file]);
  if (changed.length === 0) return 'the code that was measured has changed since';
  const shown = changed.slice(0, 3).map((file) => {
    if (now[file] === undefined) return `${file} (no longer measured)`;
    return before?.[file] === undefined ? `${file} (new)` : file;
  });
  const more = changed.length > 3 ? ` and ${changed.length - 3} more files` : '';
  return `changed: ${shown.join(', ')}${more}`;
}

export interface StaleRecord {
  experiment: string;
  /** Path of the record from the root of the repository. */
  record: string;
  why: string;
}

/** Every experiment whose record on its primary machine, the first that has one, is not of the present code. */
export async function staleExperiments(
  root: string,
  primaryMachines: readonly string[],
): Promise<StaleRecord[]> {
  const all = await Promise.all(
    experimentNames().map(async (experiment) => {
      const path = primaryMachines
        .map((machine) => `src/results/${experiment}/${machine}.json`)
        .find((each) => existsSync(join(root, each)));
      const record = path === undefined ? undefined : readIfThere(root, path);
      // A missing or broken record is reported by whoever reads the records.
      if (path === undefined || record === undefined) return [];
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
