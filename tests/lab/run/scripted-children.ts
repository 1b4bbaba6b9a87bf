import type { Backend } from '#lab/backends/backend.ts';
import { type Protocol, quick } from '#lab/bench/protocol.ts';
import type { Case, Experiment } from '#lab/experiments/experiment.ts';
import type { ChildRequest, FinalReply, MeasuredRun } from '#lab/run/child-messages.ts';
import { ChildError } from '#lab/run/failure.ts';
import { type MeasureOptions, measureExperiment } from '#lab/run/measure-experiment.ts';
import type { RunChild } from '#lab/run/run-child.ts';
import { parseRecord } from '#results/parse-record.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { sampleRecord } from '../../support/sample-record.ts';

// An experiment of three cases whose processes and clock are made up.

const side = (network: string, computes = network): Case => ({
  network,
  computes,
  threads: ['one'],
  grid: [8, 16],
  quickGrid: [8, 16],
  flops: (at) => at,
  sequentialSteps: () => 1,
  open: () => {
    throw new Error('These tests run nothing.');
  },
});

const truth = { oracle: () => Float64Array.of(), reductionLength: () => 16 };

export const experiment: Experiment = {
  name: 'sample',
  axis: { name: 'sequenceLength', symbol: 'n' },
  shape: { dModel: 4 },
  cases: [side('slow', 'sum'), side('fast', 'sum'), side('other')],
  functions: { sum: truth, other: truth },
  primary: { of: { case: 'slow@one', at: 8 }, over: { case: 'fast@one', at: 8 } },
};

const backend: Backend = {
  id: 'plain',
  threaded: false,
  kernels: [],
  environment: () => ({}),
  open: async () => {
    throw new Error('These tests open nothing.');
  },
};

const quietMeter = { medianMs: 2, p90OverMin: 1.02, cpuOverWall: 1, runQueueWaitShare: 0 };

/** A quiet run of 1 ms at 8 and 2 ms at 16, a little longer in each later process. */
export function quietRun(spread = 1): MeasuredRun {
  return {
    trials: [8, 16].map((at) => ({
      at,
      coldMs: 9,
      warmupMs: [5],
      warmupCalls: 1,
      loopCount: 1,
      samplesMs: [(at / 8) * spread],
      tensorsLeaked: 0,
    })),
    cpu: { userMs: 1, systemMs: 1, wallMs: 100 },
    peakRssBytes: 1000,
    noise: { runQueueWaitShare: 0, stealShare: 0, before: quietMeter, after: quietMeter },
  };
}

export const noisyRun = (): MeasuredRun => ({
  ...quietRun(),
  noise: { runQueueWaitShare: 0, before: quietMeter, after: { ...quietMeter, p90OverMin: 3 } },
});

/** What a process answers, or the error it ends with; undefined for a quiet, right answer. */
export type Script = (
  request: ChildRequest,
  call: number,
) => FinalReply | ChildError | MeasuredRun | undefined;

/** Processes that follow a script, and a clock that moves by a second with each of them. */
export function scriptedChildren(script: Script = () => undefined) {
  const requests: ChildRequest[] = [];
  let nowMs = Date.parse('2026-01-02T03:04:05.000Z');
  const runChild: RunChild = async (request) => {
    nowMs += 1000;
    requests.push(request);
    const answer = script(request, requests.length - 1) ?? rightAnswer(request, requests.length);
    if (answer instanceof ChildError) throw answer;
    return 'kind' in answer ? answer : measured(request, answer);
  };
  return { runChild, requests, now: () => new Date(nowMs) };
}

export function measured(request: ChildRequest, run: MeasuredRun, entry = 4): FinalReply {
  const fingerprints = request.points.map((at) => ({ at, entries: Float64Array.of(entry, 2) }));
  return { kind: 'measured', run, fingerprints };
}

function rightAnswer(request: ChildRequest, call: number): FinalReply {
  const { task, caseId } = request;
  if (task === 'empty') return { kind: 'empty', peakRssBytes: 500 };
  if (task === 'measure') return measured(request, quietRun(1 + (call % 7) / 1000));
  const proofs = request.points.map((at) => ({
    case: caseId,
    against: 'oracle',
    at,
    kind: 'values' as const,
    maxAbsDelta: 0,
    tolerance: 1e-6,
    holds: true as const,
  }));
  return { kind: 'proved', proofs, observations: [], engine: { library: 'Sample 1.0' } };
}

export const shortProtocol: Protocol = { ...quick, gated: true };

/** The record as it is read back from its text: one that does not parse is none. */
export const whole = (record: MeasuredRecord) =>
  parseRecord(JSON.stringify(record), 'src/results/sample/2c-sample.json');

/** Measures the sample experiment with scripted processes in a folder. */
export function measureScripted(
  root: string,
  children: ReturnType<typeof scriptedChildren>,
  change: Partial<MeasureOptions> = {},
) {
  const { machine, sessions } = sampleRecord('sample', '2c-sample');
  const told: string[] = [];
  const options: MeasureOptions = {
    root,
    experiment,
    backend,
    reason: 'asked for',
    machine,
    threads: 2,
    code: { hash: 'a'.repeat(64), protocolVersion: 1, packages: {}, files: {} },
    purpose: 'quick',
    protocol: shortProtocol,
    now: children.now,
    freshSeed: () => 7,
    describeSession: () => ({
      ...(sessions[0] as (typeof sessions)[number]),
      startedAt: children.now().toISOString(),
    }),
    runChild: children.runChild,
    tell: (line) => told.push(line),
    report: () => {},
    ...change,
  };
  return { told, finished: measureExperiment(options) };
}
