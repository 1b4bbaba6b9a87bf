import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackendId } from '#lab/backends/backend.ts';
import type { MachineFacts } from '#lab/bench/machine.ts';
import type { Protocol } from '#lab/bench/protocol.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import { parseRecord, RecordError } from '#results/parse-record.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { type CodeState, codeState } from './code-state.ts';
import { expectedMs } from './expected-time.ts';
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

/** Decides for each experiment whether it must be measured: named, missing, broken or stale. */
export async function planMeasurement(
  root: string,
  experiments: readonly Experiment[],
  named: boolean,
  backend: BackendId,
  protocol: Protocol,
  machine: MachineFacts,
): Promise<PlannedExperiment[]> {
  return Promise.all(
    experiments.map(async (definition) => {
      const { name: experiment, cases } = definition;
      const path = recordPath(experiment, machine.id, protocol.mode, backend);
      const engines = cases.flatMap(({ engine }) => engine ?? []);
      const code = await codeState(root, experiment, backend, engines);
      const { record, why } = readRecord(root, path);
      return {
        experiment,
        path,
        code,
        why: named ? 'named' : (why ?? (record && whyStale(record, code))),
        expectedMs: expectedMs(definition, protocol, record),
      };
    }),
  );
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
