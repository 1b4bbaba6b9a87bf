import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackendId } from '#lab/backends/backend.ts';
import type { MachineFacts } from '#lab/bench/machine.ts';
import type { Protocol } from '#lab/bench/protocol.ts';
import type { CaseEngine } from '#lab/experiments/experiment.ts';
import { parseRecord, RecordError } from '#results/parse-record.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { type CodeState, codeState } from './code-state.ts';
import { expectedMs, recordedMs } from './expected-time.ts';
import { loadExperiment } from './load-experiments.ts';
import { whyStale } from './staleness.ts';
import { recordPath } from './write-record.ts';

/** One experiment of a plan: measured if there is a reason to, else kept. */
export interface PlannedExperiment {
  experiment: string;
  path: string;
  code: CodeState;
  /** Why it is measured; undefined where its record is fresh. */
  why: string | undefined;
  /** How long that will take. */
  expectedMs: number;
}

/**
 * Decides for each experiment whether it must be measured: named, missing, broken or stale. Where a
 * record is fresh, the experiment itself is not loaded, so that the answer comes at once.
 */
export async function planMeasurement(
  root: string,
  names: readonly string[],
  named: boolean,
  backend: BackendId,
  protocol: Protocol,
  machine: MachineFacts,
): Promise<PlannedExperiment[]> {
  return Promise.all(
    names.map(async (experiment) => {
      const path = recordPath(experiment, machine.id, protocol.mode, backend);
      const { record, why } = readRecord(root, path);
      const engines = record?.cases.flatMap(({ engine }) => (engine as CaseEngine) ?? []);
      const state = engines && (await codeState(root, experiment, backend, engines));
      const stale = state === undefined ? why : record && whyStale(record, state);
      const code =
        state !== undefined && stale === undefined
          ? state
          : await presentState(root, experiment, backend);
      return {
        experiment,
        path,
        code,
        why: named ? 'named' : stale,
        expectedMs:
          record?.mode === protocol.mode
            ? recordedMs(record)
            : expectedMs(await loadExperiment(experiment), protocol),
      };
    }),
  );
}

/** The state of code that no record names the engines of. */
async function presentState(
  root: string,
  experiment: string,
  backend: BackendId,
): Promise<CodeState> {
  const { cases } = await loadExperiment(experiment);
  const engines = cases.flatMap(({ engine }) => engine ?? []);
  return codeState(root, experiment, backend, engines);
}

/** The record at a path, or why there is none to go by. */
function readRecord(root: string, path: string): { record?: MeasuredRecord; why?: string } {
  if (!existsSync(join(root, path))) return { why: 'no record of this machine yet' };
  try {
    return { record: parseRecord(readFileSync(join(root, path), 'utf8'), path) };
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { why: `its record is broken: ${error.message.split('\n')[0]}` };
  }
}
