import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { BackendId } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { describeMachine } from '#lab/bench/machine.ts';
import { publish, quick } from '#lab/bench/protocol.ts';
import { withLock } from '#lab/engine/lock.ts';
import { nativeEngineStatus } from '#lab/engine/status.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { chooseEngine } from './choose-engine.ts';
import { experimentNames, loadExperiment } from './load-experiments.ts';
import { measureExperiment, openUnfinished } from './measure-experiment.ts';
import { type PlannedExperiment, planMeasurement } from './plan.ts';
import type { Progress } from './process-runner.ts';
import { refuseOtherMachine, writeRecord } from './write-record.ts';

export interface MeasureRequest {
  root: string;
  /** Experiments by name; none means all that are stale. */
  names: readonly string[];
  quick: boolean;
  backend?: BackendId | undefined;
  machine?: string | undefined;
  dryRun: boolean;
  signal?: AbortSignal;
}

/** What happens, told as it happens. */
export interface MeasureReport {
  notice(line: string): void;
  plan(plan: readonly PlannedExperiment[]): void;
  progress(progress: Progress): void;
  written(path: string, record: MeasuredRecord): void;
}

/**
 * `npm run measure`: measures what is stale or named, one experiment after another, and writes each
 * record as it is finished. Only one runs in a checkout at a time; another one waits.
 */
export async function measure(request: MeasureRequest, report: MeasureReport): Promise<void> {
  const { root, names, dryRun, signal } = request;
  const protocol = request.quick ? quick : publish;
  const choice = chooseEngine(request.backend, protocol.mode, nativeEngineStatus(root));
  if (choice.notice !== undefined) report.notice(choice.notice);
  const machine = describeMachine(request.machine);
  const experiments = await Promise.all(
    (names.length > 0 ? names : experimentNames()).map(loadExperiment),
  );
  const planned = await planMeasurement(
    root,
    experiments,
    names.length > 0,
    choice.backend,
    protocol,
    machine,
  );
  report.plan(planned);
  for (const each of planned) refuseOtherMachine(root, each.path, machine);
  if (dryRun || planned.every((each) => each.why === undefined)) return;

  const backend = await loadBackend(choice.backend);
  const waiting = ({ pid }: { pid: number }) =>
    report.notice(
      `Another measurement (process ${pid}) is running in this checkout; waiting for it.`,
    );
  const work = async () => {
    for (const [index, { path, code, why }] of planned.entries()) {
      if (why === undefined) continue;
      const options = {
        root,
        experiment: experiments[index] as (typeof experiments)[number],
        backend,
        reason: choice.reason,
        protocol,
        machine,
        code,
        now: () => new Date(),
        freshSeed: () => randomInt(2 ** 31),
        report: report.progress,
        signal,
      };
      const record = await measureExperiment(options);
      writeRecord(root, path, record);
      openUnfinished(options).remove();
      report.written(path, record);
    }
  };
  await withLock(join(root, '.measure/lock'), waiting, work, signal);
}
