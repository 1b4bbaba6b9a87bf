import type { Backend } from '#lab/backends/backend.ts';
import type { MachineFacts } from '#lab/bench/machine.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import type { Block, MeasuredRecord, Session } from '#results/record.ts';
import { type StoppedBy, stoppedBy } from '#results/stopping.ts';
import { assembleRecord } from './assemble-record.ts';
import type { CodeState } from './code-state.ts';
import { FailedCases, type Failure } from './failed-cases.ts';
import { type BlockContext, type BlockPiece, measureBlock } from './measure-block.ts';
import { planCases } from './plan-cases.ts';
import { ProcessRunner, type RunnerOptions } from './process-runner.ts';
import { proveAll } from './prove-all.ts';
import { Unfinished, type UnfinishedPlan } from './unfinished.ts';

export interface MeasureOptions extends Omit<RunnerOptions, 'experiment'> {
  root: string;
  experiment: Experiment;
  /** The engine of the record; a case may name another one. */
  backend: Backend;
  /** Why this backend runs; kept in the record. */
  reason: string;
  machine: MachineFacts;
  /** As many threads as the role "all" has. */
  threads: number;
  code: CodeState;
  purpose: UnfinishedPlan['purpose'];
  /** The record that blocks are added to. */
  addTo?: MeasuredRecord | undefined;
  freshSeed: () => number;
  describeSession: () => Session;
  /** Told once of each case that failed, and of each block that is repeated. */
  tell: (line: string) => void;
}

/** A measurement that has come to its end. */
export interface Finished {
  record: MeasuredRecord;
  /** Cases that could not be measured: such a record is whole, but is not published. */
  failed: [string, Failure][];
  /** Share of the wall time of this sitting that lay inside child processes. */
  insideShare: number;
  /** Removes what was kept in case of an interruption. */
  forget(): void;
}

/** A machine too noisy to be measured on: the last good record stays. */
export class TooNoisyError extends Error {
  override name = 'TooNoisyError';
}

/**
 * Measures one experiment: first every case is proved against its float64 oracle, then randomised
 * blocks, each case in a fresh process (benchmarking rules 1 to 20). Goes on where it was
 * interrupted. Returns the whole record; writing it is the caller's.
 */
export async function measureExperiment(options: MeasureOptions): Promise<Finished> {
  const { experiment, backend, protocol, threads, now, tell } = options;
  const startedMs = now().getTime();
  const all = await planCases(experiment, threads, protocol.mode, backend);
  const cases = all.filter((each) => each.unsupported === undefined);
  if (cases.length === 0) {
    throw new RangeError(`No case of ${experiment.name} can run on the ${backend.id} backend.`);
  }
  const unfinished = openUnfinished(options);
  const failed = new FailedCases(
    unfinished,
    cases.map(({ id }) => id),
    (caseId, { verdict, reason }) => tell(`${experiment.name} ${caseId}: ${verdict}. ${reason}`),
  );
  const runner = new ProcessRunner(
    { ...options, experiment: experiment.name },
    cases.length,
    unfinished.count(),
  );
  const proved = await proveAll(backend.id, cases, runner, unfinished, failed);
  const { addTo } = options;
  const context: BlockContext = {
    experiment,
    cases,
    runner,
    unfinished,
    failed,
    gated: protocol.gated,
    now,
    firstIndex: addTo === undefined ? 0 : Math.max(...addTo.blocks.map(({ index }) => index)) + 1,
    firstSession: addTo?.sessions.length ?? 0,
    recordStartedAt: addTo?.startedAt ?? unfinished.startedAt,
  };
  const measured = experiment.untimed
    ? { pieces: [], by: undefined }
    : await measureBlocks(options, context);
  const record = assembleRecord({ options, all, unfinished, failed, proved, ...measured });
  return {
    record,
    failed: failed.all(),
    insideShare: runner.childMs / Math.max(1, now().getTime() - startedMs),
    forget: () => unfinished.remove(),
  };
}

function openUnfinished(options: MeasureOptions): Unfinished {
  const { experiment, protocol, addTo } = options;
  const plan = {
    experiment: experiment.name,
    codeHash: options.code.hash,
    machine: options.machine,
    backend: options.backend.id,
    purpose: options.purpose,
    protocol: [protocol, options.threads, addTo?.finishedAt],
    node: process.versions.node,
  };
  const startedAt = options.now().toISOString();
  const seed = addTo?.seed ?? options.freshSeed();
  return new Unfinished(options.root, plan, {
    seed,
    startedAt,
    session: options.describeSession(),
  });
}

/** Blocks until they are enough; a voided one is repeated whole, which keeps the pairing. */
async function measureBlocks(
  { experiment, protocol, tell }: MeasureOptions,
  context: BlockContext,
): Promise<{ pieces: BlockPiece[]; by: StoppedBy | undefined }> {
  const { unfinished, failed, runner, cases } = context;
  const pieces: BlockPiece[] = [];
  let spentMs = 0;
  let by: StoppedBy | undefined;
  while (by === undefined) {
    const index = context.firstIndex + pieces.length;
    const kept = unfinished.piece(`block-${index}`);
    let piece: BlockPiece;
    if (kept?.kind === 'block') {
      runner.skip(cases.length);
      piece = kept;
    } else {
      const attempt = unfinished.voided(index).length;
      piece = await measureBlock(index, attempt, context);
      const { voided } = piece.block;
      unfinished.keep(
        voided === undefined ? `block-${index}` : `voided-${index}-${attempt}`,
        piece,
      );
      if (failed.all().length === cases.length) throw new Error(nothingLeft(failed));
      if (voided !== undefined) {
        tell(`${experiment.name}: block ${index + 1} is repeated. ${voided}`);
        refuseMoreNoise(experiment.name, pieces.length, unfinished);
        continue;
      }
    }
    pieces.push(piece);
    spentMs += wallMsOf(piece.block);
    by = stoppedBy(
      experiment,
      pieces.map(({ block }) => block),
      protocol,
      spentMs,
    );
  }
  return { pieces, by };
}

/** Gives up where more than half of the blocks were voided: this machine cannot measure now. */
function refuseMoreNoise(experiment: string, counted: number, unfinished: Unfinished): void {
  const voided = unfinished.voided();
  if (voided.length < 4 || voided.length <= counted) return;
  unfinished.giveUp();
  throw new TooNoisyError(
    `${experiment}: ${voided.length} of ${voided.length + counted} blocks were too noisy to ` +
      `count; the last: ${voided.at(-1)?.voided}. The published record stays as it is, and the ` +
      'blocks that count are kept. What disturbs: npm run measure -- --doctor',
  );
}

const wallMsOf = (block: Block) =>
  block.runs.reduce((sum, { cpu }) => sum + cpu.wallMs + startMs, 0);

/** What starting a process, opening its engine and reading the meter cost beside its trials. */
const startMs = 1000;

const nothingLeft = (failed: FailedCases) =>
  ['No case is left:', ...failed.all().map(([id, { reason }]) => `${id}: ${reason}`)].join('\n  ');
