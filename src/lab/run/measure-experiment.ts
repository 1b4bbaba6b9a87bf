import type { Backend } from '#lab/backends/backend.ts';
import type { MachineFacts } from '#lab/bench/machine.ts';
import { blockSeed, shuffled } from '#lab/bench/schedule.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import { estimateAll } from '#results/block-values.ts';
import { type Block, type MeasuredRecord, schemaVersion } from '#results/record.ts';
import { agreements, worstOfEach } from './agreements.ts';
import type { Fingerprint } from './child-messages.ts';
import { type ResolvedCase, resolveCases } from './load-experiments.ts';
import { type PlannedCase, ProcessRunner, type RunnerOptions } from './process-runner.ts';
import type { CodeState } from './staleness.ts';
import { type Piece, Unfinished } from './unfinished.ts';

export interface MeasureOptions extends Omit<RunnerOptions, 'experiment'> {
  root: string;
  experiment: Experiment;
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
  const all = resolveCases(experiment, machine.cores).map((each) => ({
    ...each,
    points: protocol.mode === 'quick' ? each.definition.quickGrid : each.definition.grid,
    unsupported: whyUnsupported(each, backend),
  }));
  const cases = all.filter((each) => each.unsupported === undefined);
  if (cases.length === 0) {
    throw new RangeError(`No case of ${experiment.name} can run on the ${backend.id} backend.`);
  }
  const unfinished = openUnfinished(options);
  const runner = new ProcessRunner(
    { ...options, experiment: experiment.name },
    cases.length * (1 + protocol.blocks),
    unfinished.count(),
  );
  const proved = await proveAll(cases, runner, unfinished);
  const blocks: Block[] = [];
  const proofs = [...proved.proofs];
  for (let index = 0; index < protocol.blocks; index++) {
    const piece = await measureBlock(index, options, cases, runner, unfinished);
    blocks.push(piece.block);
    proofs.push(...piece.proofs);
  }
  const entries = all.map(({ id, definition, threads, points, unsupported }) => ({
    id,
    threads,
    computes: definition.computes,
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
      piece = { kind: 'proof', proofs: reply.proofs, engine: reply.engine };
      unfinished.keep(name, piece);
    }
    pieces.push(piece);
  }
  const [first] = pieces as [ProofPiece];
  return { ...first, proofs: pieces.flatMap((piece) => piece.proofs) };
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

function whyUnsupported(each: ResolvedCase, backend: Backend): string | undefined {
  if (each.definition.needs !== undefined && !backend.kernels.includes(each.definition.needs)) {
    return `the ${backend.id} backend has no fused ${each.definition.needs} kernel`;
  }
  if (each.role === 'all' && !backend.threaded) {
    return `the ${backend.id} backend has one thread in Node`;
  }
  return undefined;
}
