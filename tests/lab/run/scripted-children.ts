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
import { measured, rightAnswer } from './made-answers.ts';

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

/** What a process answers, or the error it ends with; undefined for a quiet, right answer. */
export type Script = (
  request: ChildRequest,
  call: number,
) => FinalReply | ChildError | MeasuredRun | undefined;

/** Processes that follow a script, and a clock that moves by a second with each of them. */
export function scriptedChildren(script: Script = () => undefined) {
  const requests: ChildRequest[] = [];
  const patience: { task: ChildRequest['task']; minutes: number }[] = [];
  let nowMs = Date.parse('2026-01-02T03:04:05.000Z');
  const runChild: RunChild = async (request, { patienceMs }) => {
    nowMs += 1000;
    requests.push(request);
    patience.push({ task: request.task, minutes: patienceMs / 60_000 });
    const answer =
      script(request, requests.length - 1) ??
      rightAnswer(request, 1 + (requests.length % 7) / 1000);
    if (answer instanceof ChildError) throw answer;
    return 'kind' in answer ? answer : measured(request, answer);
  };
  return { runChild, requests, patience, now: () => new Date(nowMs) };
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
  const told: string[] = [];
  const options = sampleOptions(root, { ...children, tell: (line) => told.push(line) });
  return { told, finished: measureExperiment({ ...options, ...change }) };
}

/** A quick measurement of the sample experiment, with other processes and another clock. */
export function sampleOptions(
  root: string,
  { runChild, now, tell }: Pick<MeasureOptions, 'runChild' | 'now' | 'tell'>,
): MeasureOptions {
  const { machine, sessions } = sampleRecord('sample', '2c-sample');
  const session = sessions[0] as (typeof sessions)[number];
  return {
    root,
    experiment,
    backend,
    reason: 'asked for',
    machine,
    threads: 2,
    code: { hash: 'a'.repeat(64), protocolVersion: 1, packages: {}, files: {} },
    purpose: 'quick',
    protocol: shortProtocol,
    now,
    freshSeed: () => 7,
    describeSession: () => ({ ...session, startedAt: now().toISOString() }),
    runChild,
    tell,
    report: () => {},
    signal: undefined,
  };
}
