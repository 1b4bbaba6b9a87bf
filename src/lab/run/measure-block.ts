import { blockSeed, shuffled } from '#lab/bench/schedule.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import type { Block, Proof } from '#results/record.ts';
import { agreementsOf } from './agreements.ts';
import type { Fingerprint } from './child-messages.ts';
import type { FailedCases } from './failed-cases.ts';
import type { PlannedCase, ProcessRunner } from './process-runner.ts';
import { ProofError } from './proof.ts';
import { runCase } from './run-case.ts';
import type { Piece, Unfinished } from './unfinished.ts';

export type BlockPiece = Extract<Piece, { kind: 'block' }>;

/** What a block needs of the measurement that it belongs to. */
export interface BlockContext {
  experiment: Experiment;
  cases: readonly PlannedCase[];
  runner: ProcessRunner;
  unfinished: Unfinished;
  failed: FailedCases;
  gated: boolean;
  now: () => Date;
  /** Where blocks are added to a record, its own come before; else these are 0. */
  firstIndex: number;
  firstSession: number;
  recordStartedAt: string;
}

/**
 * One randomised pass over all cases that have not failed. A block in which a process was noisy
 * twice is voided: it is returned with the reason, and its caller repeats it whole.
 */
export async function measureBlock(
  index: number,
  attempt: number,
  context: BlockContext,
): Promise<BlockPiece> {
  const { runner, unfinished, failed, gated, now } = context;
  // Attempts at one block differ in their order and their data, as blocks do.
  const seed = blockSeed(unfinished.seed, index + 1000 * attempt);
  const order = shuffled(
    context.cases.filter(({ id }) => !failed.has(id)),
    seed,
  );
  const startedAt = now().toISOString();
  const runs: Block['runs'] = [];
  const fingerprints = new Map<string, Fingerprint[]>();
  let voided: string | undefined;
  for (const each of order) {
    const startedAtMs = Math.max(0, now().getTime() - Date.parse(context.recordStartedAt));
    const outcome = await runCase(runner, 'measure', each, seed, index + 1, gated);
    if (outcome.kind === 'noisy') {
      voided = `${each.id}: ${outcome.why}`.slice(0, 200);
      break;
    }
    if (outcome.kind === 'failed') {
      failed.add(each.id, outcome);
      continue;
    }
    const { reply, retried } = outcome;
    runs.push({
      case: each.id,
      seed,
      startedAtMs,
      ...reply.run,
      ...(retried.length > 0 && { retried }),
    });
    fingerprints.set(each.id, reply.fingerprints);
  }
  const proofs = voided === undefined ? compareCases(context, fingerprints) : [];
  const emptyPeakRssBytes =
    voided === undefined ? await emptyPeak(context, seed, index) : undefined;
  return {
    kind: 'block',
    block: {
      index,
      session: context.firstSession + unfinished.session,
      startedAt,
      order: runs.map((run) => run.case),
      runs,
      ...(emptyPeakRssBytes !== undefined && { emptyPeakRssBytes }),
      ...(attempt > 0 && { attempt }),
      ...(voided !== undefined && { voided }),
    },
    proofs,
  };
}

/** Compares cases that compute the same function; one that disagrees with the first has failed. */
function compareCases(
  { experiment, cases, failed }: BlockContext,
  fingerprints: ReadonlyMap<string, readonly Fingerprint[]>,
): Proof[] {
  return cases.flatMap((each) => {
    try {
      return agreementsOf(experiment, each, cases, fingerprints);
    } catch (error) {
      if (!(error instanceof ProofError)) throw error;
      failed.add(each.id, { verdict: 'wrong-value', reason: error.message });
      return [];
    }
  });
}

/** Peak memory of a process that only opens the engine, where a case runs in its own process. */
async function emptyPeak(
  { cases, runner, failed }: BlockContext,
  seed: number,
  index: number,
): Promise<number | undefined> {
  const each = cases.find(({ id, definition }) => 'open' in definition && !failed.has(id));
  if (each === undefined) return undefined;
  const outcome = await runCase(runner, 'empty', each, seed, index + 1, false);
  return outcome.kind === 'done' ? outcome.reply.peakRssBytes : undefined;
}
