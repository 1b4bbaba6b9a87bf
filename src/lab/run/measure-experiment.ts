import type { Backend, BackendId } from '#lab/backends/backend.ts';
import type { MachineFacts } from '#lab/bench/machine.ts';
import { blockSeed, shuffled } from '#lab/bench/schedule.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import { estimateAll } from '#results/block-values.ts';
import { type Block, type MeasuredRecord, schemaVersion } from '#results/record.ts';
import { agreements, worstOfEach } from './agreements.ts';
import type { Fingerprint } from './child-messages.ts';
import { planCases } from './plan-cases.ts';
import { type PlannedCase, ProcessRunner, type RunnerOptions } from './process-runner.ts';
import type { CodeState } from './staleness.ts';
import { type Piece, Unfinished } from './unfinished.ts';

export interface MeasureOptions extends Omit<RunnerOptions, 'experiment'> {
  root: string;
  experiment: Experiment;
  /** The engine of the record; a case may name another one. */
  backend: Backend;
  /** Why this backend runs; kept in the record. */
  reason: string;
  machine: MachineFacts;
  code: CodeState;
  freshSeed: () => number;
}

/**
 * Measures one experiment: first every case is proved against its float64 oracle, then randomised
 * blocks, each case in a fresh process (benchmarking rules 1 to 9). Goes on where it was
 * interrupted. Returns the whole record; writing it is the caller's.
 */
export async function measureExperiment(options: MeasureOptions): Promise<MeasuredRecord> {
  const { experiment, backend, protocol, machine, now } = options;
  const all = await planCases(experiment, machine.cores, protocol.mode, backend);
  const cases = all.filter((each) => each.unsupported === undefined);
  if (cases.length === 0) {
    throw new RangeError(`No case of ${experiment.name} can run on the ${backend.id} backend.`);
  }
  const unfinished = openUnfinished(options);
  const blockCount = experiment.untimed ? 0 : protocol.blocks;
  const runner = new ProcessRunner(
    { ...options, experiment: experiment.name },
    cases.length * (1 + blockCount),
    unfinished.count(),
  );
  const proved = await proveAll(backend.id, cases, runner, unfinished);
  const blocks: Block[] = [];
  const proofs = [...proved.proofs];
  for (let index = 0; index < blockCount; index++) {
    const piece = await measureBlock(index, options, cases, runner, unfinished);
    blocks.push(piece.block);
    proofs.push(...piece.proofs);
  }
  const entries = all.map(({ id, definition, threads, points, unsupported }) => ({
    id,
    threads,
    computes: definition.computes,
    ...(definition.engine === undefined ? {} : { engine: definition.engine }),
    state: unsupported === undefined ? ('measured' as const) : ('unsupported' as const),
    ...(unsupported === undefined ? {} : { reason: unsupported }),
    points: points.map((at) => ({
      at,
      flops: definition.flops(at),
      sequentialSteps: definition.sequentialSteps(at),
    })),
  }));
  return {
    schemaVersion,
    experiment: experiment.name,
    mode: protocol.mode,
    machine,
    engine: { backend: backend.id, ...proved.engine, reason: options.reason },
    node: process.versions.node,
    startedAt: unfinished.startedAt,
    finishedAt: now().toISOString(),
    code: options.code,
    seed: unfinished.seed,
    axis: experiment.axis,
    shape: { ...experiment.shape },
    cases: entries,
    ...(proved.observations.length > 0 && { observations: proved.observations }),
    ...(experiment.predictions && { predictions: { ...experiment.predictions } }),
    proofs: worstOfEach(proofs),
    blocks,
    estimates: estimateAll({ experiment: experiment.name, blocks, cases: entries }),
  };
}

/** The unfinished work of this measurement, or a new beginning. */
export function openUnfinished(
  options: Pick<MeasureOptions, 'root' | 'experiment' | 'backend' | 'protocol' | 'machine'> &
    Pick<MeasureOptions, 'code' | 'freshSeed' | 'now'>,
): Unfinished {
  const plan = {
    experiment: options.experiment.name,
    codeHash: options.code.hash,
    machine: options.machine,
    backend: options.backend.id,
    mode: options.protocol.mode,
    node: process.versions.node,
  };
  const fresh = { seed: options.freshSeed(), startedAt: options.now().toISOString() };
  return new Unfinished(options.root, plan, fresh);
}

type ProofPiece = Extract<Piece, { kind: 'proof' }>;
type BlockPiece = Extract<Piece, { kind: 'block' }>;

async function proveAll(
  backend: BackendId,
  cases: readonly PlannedCase[],
  runner: ProcessRunner,
  unfinished: Unfinished,
): Promise<ProofPiece> {
  const pieces: ProofPiece[] = [];
  for (const each of cases) {
    const name = `proof-${each.id}`;
    let piece = unfinished.piece(name);
    if (piece?.kind === 'proof') {
      runner.skip(1);
    } else {
      const reply = await runner.run('prove', each, unfinished.seed, 0);
      if (reply.kind !== 'proved') throw new TypeError(`Unexpected reply ${reply.kind}.`);
      const { proofs, observations, engine } = reply;
      piece = { kind: 'proof', proofs, observations, engine };
      unfinished.keep(name, piece);
    }
    pieces.push(piece);
  }
  // The record's engine is that of a case which names none of its own, or names this one.
  const own = cases.findIndex(({ definition }) => (definition.engine ?? backend) === backend);
  const { kind, engine } = pieces[Math.max(0, own)] as ProofPiece;
  return {
    kind,
    engine,
    proofs: pieces.flatMap((piece) => piece.proofs),
    observations: pieces.flatMap((piece) => piece.observations),
  };
}

async function measureBlock(
  index: number,
  { experiment, now }: MeasureOptions,
  cases: readonly PlannedCase[],
  runner: ProcessRunner,
  unfinished: Unfinished,
): Promise<BlockPiece> {
  const name = `block-${index}`;
  const kept = unfinished.piece(name);
  if (kept?.kind === 'block') {
    runner.skip(cases.length);
    return kept;
  }
  const seed = blockSeed(unfinished.seed, index);
  const order = shuffled(cases, seed);
  const startedAt = now().toISOString();
  const runs: Block['runs'] = [];
  const fingerprints = new Map<string, Fingerprint[]>();
  for (const each of order) {
    const startedAtMs = Math.max(0, now().getTime() - Date.parse(unfinished.startedAt));
    const reply = await runner.run('measure', each, seed, index + 1);
    if (reply.kind !== 'measured') throw new TypeError(`Unexpected reply ${reply.kind}.`);
    runs.push({ case: each.id, seed, startedAtMs, ...reply.run });
    fingerprints.set(each.id, reply.fingerprints);
  }
  const ids = order.map((each) => each.id);
  const piece: BlockPiece = {
    kind: 'block',
    block: { index, session: unfinished.session, startedAt, order: ids, runs },
    proofs: agreements(experiment, cases, fingerprints),
  };
  unfinished.keep(name, piece);
  return piece;
}
