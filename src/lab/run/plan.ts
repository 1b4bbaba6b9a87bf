import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackendId } from '#lab/backends/backend.ts';
import type { MachineFacts } from '#lab/bench/machine.ts';
import type { Protocol } from '#lab/bench/protocol.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import { parseRecord, RecordError } from '#results/parse-record.ts';
import { type CodeState, codeState, whyStale } from './staleness.ts';
import { recordPath } from './write-record.ts';

/** One experiment of a plan: measured if there is a reason to, else kept. */
export interface PlannedExperiment {
  experiment: string;
  path: string;
  code: CodeState;
  /** Why it is measured; undefined where its record is fresh. */
  why: string | undefined;
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
    experiments.map(async ({ name: experiment, cases }) => {
      const path = recordPath(experiment, machine.id, protocol.mode, backend);
      const code = await codeState(
        root,
        experiment,
        backend,
        cases.flatMap(({ engine }) => engine ?? []),
      );
      return { experiment, path, code, why: named ? 'named' : whyMeasured(root, path, code) };
    }),
  );
}

function whyMeasured(root: string, path: string, code: CodeState): string | undefined {
  if (!existsSync(join(root, path))) return 'no record of this machine yet';
  try {
    return whyStale(parseRecord(readFileSync(join(root, path), 'utf8'), path), code);
  } catch (error) {
    if (error instanceof RecordError)
      return `its record is broken: ${error.message.split('\n')[0]}`;
    throw error;
  }
}
