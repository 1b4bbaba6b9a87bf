import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { BackendId } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { describeMachine } from '#lab/bench/machine.ts';
import { add, confirm, type Protocol, publish, quick } from '#lab/bench/protocol.ts';
import { withLock } from '#lab/engine/lock.ts';
import { nativeEngineStatus } from '#lab/engine/status.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { chooseEngine } from './choose-engine.ts';
import { expectedMs } from './expected-time.ts';
import { experimentNames, loadExperiment, refuseUnknown } from './load-experiments.ts';
import { type MeasureOptions, TooNoisyError } from './measure-experiment.ts';
import { type PlannedExperiment, planMeasurement } from './plan.ts';
import type { Progress } from './process-runner.ts';
import { type Outcome, publishMeasurement } from './publish-measurement.ts';
import { runChild } from './run-child.ts';
import { describeSession } from './session.ts';
import { type Shard, shardOf } from './shard.ts';
import { refuseOtherMachine } from './write-record.ts';

export interface MeasureRequest {
  root: string;
  /** Experiments by name; none means all that are stale. */
  names: readonly string[];
  /** A new record, further blocks for the one that is there, or proof that it still holds. */
  purpose: 'publish' | 'quick' | 'add' | 'confirm';
  backend?: BackendId | undefined;
  machine?: string | undefined;
  /** Threads of the role "all"; the number of cores unless given. */
  threads?: number | undefined;
  shard?: Shard | undefined;
  dryRun: boolean;
  signal?: AbortSignal;
}

/** Progress of an experiment among all that are measured. */
export interface OverallProgress extends Progress {
  /** From 1. */
  position: number;
  experiments: number;
  secondsLeftInAll: number | undefined;
}

/** What happens, told as it happens. */
export interface MeasureReport {
  notice(line: string): void;
  plan(plan: readonly PlannedExperiment[]): void;
  progress(progress: OverallProgress): void;
  outcome(outcome: Outcome): void;
  /** A record that now stands where the site reads it. */
  written(path: string, record: MeasuredRecord): void;
}

const protocols = { publish, quick, add, confirm };

/**
 * `npm run measure`: measures what is stale or named, one experiment after another, and writes each
 * record as it is finished. Only one runs in a checkout at a time; another one waits. Returns
 * whether every planned record was written.
 */
export async function measure(request: MeasureRequest, report: MeasureReport): Promise<boolean> {
  const { root, purpose, dryRun, signal } = request;
  const protocol = protocols[purpose];
  const choice = chooseEngine(request.backend, protocol.mode, nativeEngineStatus(root));
  if (choice.notice !== undefined) report.notice(choice.notice);
  const machine = describeMachine(request.machine);
  const names = namesOf(request);
  const isNamed = request.names.length > 0 || purpose === 'add';
  const plan = await planMeasurement(root, names, isNamed, choice.backend, protocol, machine);
  const planned = await inShard(plan, request.shard, protocol);
  report.plan(planned);
  for (const each of planned) refuseOtherMachine(root, each.path, machine);
  const due = planned.filter(({ why }) => why !== undefined);
  if (dryRun || due.length === 0) return true;

  const backend = await loadBackend(choice.backend);
  const measureOne = async (each: PlannedExperiment, index: number): Promise<boolean> => {
    const later = due.slice(index + 1);
    const options: Omit<MeasureOptions, 'addTo'> = {
      root,
      experiment: await loadExperiment(each.experiment),
      backend,
      reason: choice.reason,
      protocol,
      purpose,
      machine,
      threads: request.threads ?? machine.cores,
      code: each.code,
      now: () => new Date(),
      freshSeed: () => randomInt(2 ** 31),
      describeSession: () => describeSession(root, new Date()),
      runChild,
      tell: report.notice,
      report: (progress) => report.progress(overall(progress, index, due.length, later)),
      signal,
    };
    try {
      const outcome = await publishMeasurement(options, each.path, report.written);
      report.outcome(outcome);
      return outcome.kind === 'written';
    } catch (error) {
      if (!(error instanceof TooNoisyError)) throw error;
      report.notice(error.message);
      return false;
    }
  };
  const waiting = ({ pid }: { pid: number }) =>
    report.notice(
      `Another measurement (process ${pid}) is running in this checkout; waiting for it.`,
    );
  const work = async () => {
    let complete = true;
    for (const [index, each] of due.entries()) {
      complete = (await measureOne(each, index)) && complete;
    }
    return complete;
  };
  return withLock(join(root, '.measure/lock'), waiting, work, signal);
}

function namesOf({ names }: MeasureRequest): readonly string[] {
  for (const name of names) refuseUnknown(name);
  return names.length > 0 ? names : experimentNames();
}

/** What a shard costs is told without records: every machine must find the same shares. */
async function inShard(
  plan: PlannedExperiment[],
  shard: Shard | undefined,
  protocol: Protocol,
): Promise<PlannedExperiment[]> {
  if (shard === undefined) return plan;
  const all = await Promise.all(plan.map(({ experiment }) => loadExperiment(experiment)));
  const costs = new Map(all.map((each) => [each.name, expectedMs(each, protocol)]));
  const mine = shardOf([...costs.keys()], (name) => costs.get(name) ?? 0, shard);
  return plan.filter(({ experiment }) => mine.includes(experiment));
}

function overall(
  progress: Progress,
  index: number,
  experiments: number,
  later: readonly PlannedExperiment[],
): OverallProgress {
  const laterMs = later.reduce((sum, { expectedMs }) => sum + expectedMs, 0);
  const { secondsLeft } = progress;
  const secondsLeftInAll = secondsLeft === undefined ? undefined : secondsLeft + laterMs / 1000;
  return { ...progress, position: index + 1, experiments, secondsLeftInAll };
}
