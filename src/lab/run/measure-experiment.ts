import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Backend } from '#lab/backends/backend.ts';
import type { MachineFacts } from '#lab/bench/machine.ts';
import type { Protocol } from '#lab/bench/protocol.ts';
import { blockSeed, shuffled } from '#lab/bench/schedule.ts';
import { type Experiment, functionOf } from '#lab/experiments/experiment.ts';
import { estimateAll } from '#results/block-values.ts';
import { type Block, type MeasuredRecord, type Proof, schemaVersion } from '#results/record.ts';
import type { ChildRequest, Fingerprint } from './child-messages.ts';
import { type ResolvedCase, resolveCases } from './load-experiments.ts';
import { proveAgainstCase } from './proof.ts';
import { runChild } from './run-child.ts';
import type { CodeState } from './staleness.ts';
import { Unfinished } from './unfinished.ts';

export interface MeasureOptions {
  root: string;
  experiment: Experiment;
  backend: Backend;
  /** Why this backend runs; kept in the record. */
  reason: string;
  protocol: Protocol;
  machine: MachineFacts;
  code: CodeState;
  now: () => Date;
  freshSeed: () => number;
  report: (progress: Progress) => void;
  signal?: AbortSignal;
}

export interface Progress {
  experiment: string;
  stage: 'proof' | 'block';
  /** Finished and planned processes. */
  done: number;
  total: number;
  block: number;
  blocks: number;
  case: string;
  /** From the processes measured so far; undefined before the first. */
  secondsLeft: number | undefined;
  resumed: number;
}

/**
 * Measures one experiment: first every case is proved against its float64 oracle, then randomised
 * blocks, each case in a fresh process (benchmarking rules 1 to 9). Goes on where it was
 * interrupted. Returns the whole record; writing it is the caller's.
 */
export async function measureExperiment(options: MeasureOptions): Promise<MeasuredRecord> {
  const { root, experiment, backend, protocol, machine, code, now, signal } = options;
  const isQuick = protocol.mode === 'quick';
  const all = resolveCases(experiment, machine.cores).map((each) => ({
    ...each,
    points: isQuick ? each.definition.quickGrid : each.definition.grid,
    unsupported: whyUnsupported(each, backend),
  }));
  const cases = all.filter((each) => each.unsupported === undefined);
  const unfinished = new Unfinished(
    root,
    {
      experiment: experiment.name,
      codeHash: code.hash,
      machine,
      backend: backend.id,
      mode: protocol.mode,
      node: process.versions.node,
    },
    { seed: options.freshSeed(), startedAt: now().toISOString() },
  );
  const resumed = unfinished.count();
  const total = cases.length * (1 + protocol.blocks);
  const clock = { done: 0, spentMs: 0, measured: 0 };

  const run = async (
    task: ChildRequest['task'],
    each: (typeof cases)[number],
    seed: number,
    block: number,
  ) => {
    options.report({
      experiment: experiment.name,
      stage: task === 'prove' ? 'proof' : 'block',
      done: clock.done,
      total,
      block,
      blocks: protocol.blocks,
      case: each.id,
      secondsLeft:
        clock.measured === 0
          ? undefined
          : ((total - clock.done) * clock.spentMs) / clock.measured / 1000,
      resumed,
    });
    const before = now().getTime();
    const generator = xoroshiro128plus(seed ^ each.threads);
    const reply = await runChild(
      {
        task,
        experiment: experiment.name,
        caseId: each.id,
        backend: backend.id,
        points: [...each.points],
        seed,
        protocol,
      },
      {
        environment: backend.environment(each.threads),
        paddingBytes: uniformInt(generator, 0, 4095),
        patienceMs: 120_000,
        signal,
      },
    );
    clock.done++;
    if (task === 'measure') {
      clock.measured++;
      clock.spentMs += now().getTime() - before;
    }
    return reply;
  };

  const proofs: Proof[] = [];
  let engine: Pick<MeasuredRecord['engine'], 'library' | 'flags'> | undefined;
  for (const each of cases) {
    const name = `proof-${each.id}`;
    let piece = unfinished.piece(name);
    if (piece?.kind !== 'proof') {
      const reply = await run('prove', each, unfinished.seed, 0);
      if (reply.kind !== 'proved') throw new TypeError(`Unexpected reply ${reply.kind}.`);
      piece = { kind: 'proof', proofs: reply.proofs, engine: reply.engine };
      unfinished.keep(name, piece);
    } else clock.done++;
    proofs.push(...piece.proofs);
    engine = piece.engine;
  }
  if (engine === undefined) {
    throw new RangeError(`No case of ${experiment.name} can run on the ${backend.id} backend.`);
  }

  const blocks: Block[] = [];
  for (let index = 0; index < protocol.blocks; index++) {
    const name = `block-${index}`;
    let piece = unfinished.piece(name);
    if (piece?.kind !== 'block') {
      const seed = blockSeed(unfinished.seed, index);
      const order = shuffled(cases, seed);
      const startedAt = now();
      const runs: Block['runs'] = [];
      const fingerprints = new Map<string, Fingerprint[]>();
      for (const each of order) {
        const startedAtMs = Math.max(0, now().getTime() - Date.parse(unfinished.startedAt));
        const reply = await run('measure', each, seed, index + 1);
        if (reply.kind !== 'measured') throw new TypeError(`Unexpected reply ${reply.kind}.`);
        runs.push({ case: each.id, seed, startedAtMs, ...reply.run });
        fingerprints.set(each.id, reply.fingerprints);
      }
      piece = {
        kind: 'block',
        block: {
          index,
          session: unfinished.session,
          startedAt: startedAt.toISOString(),
          order: order.map((each) => each.id),
          runs,
        },
        proofs: agreements(experiment, cases, fingerprints),
      };
      unfinished.keep(name, piece);
    } else clock.done += cases.length;
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
  const record: MeasuredRecord = {
    schemaVersion,
    experiment: experiment.name,
    mode: protocol.mode,
    machine,
    engine: { backend: backend.id, ...engine, reason: options.reason },
    node: process.versions.node,
    startedAt: unfinished.startedAt,
    finishedAt: now().toISOString(),
    code,
    seed: unfinished.seed,
    axis: experiment.axis,
    shape: { ...experiment.shape },
    cases: entries,
    proofs: worstOfEach(proofs),
    blocks,
    estimates: estimateAll({ experiment: experiment.name, blocks, cases: entries }),
  };
  return record;
}

/** Removes the unfinished work of a record that has been written. */
export function forgetUnfinished(root: string, record: MeasuredRecord): void {
  const { experiment, machine, engine, mode, node, code } = record;
  new Unfinished(
    root,
    { experiment, codeHash: code.hash, machine, backend: engine.backend, mode, node },
    { seed: record.seed, startedAt: record.startedAt },
  ).remove();
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

/** Cases of one block that compute the same function on the same inputs agree with the first. */
function agreements(
  experiment: Experiment,
  cases: readonly ResolvedCase[],
  fingerprints: ReadonlyMap<string, Fingerprint[]>,
): Proof[] {
  return cases.flatMap((each) => {
    const first = cases.find((other) => other.definition.computes === each.definition.computes);
    if (first === undefined || first === each) return [];
    const { reductionLength } = functionOf(experiment, each.definition);
    return (fingerprints.get(each.id) ?? []).flatMap(({ at, entries }) => {
      const other = fingerprints.get(first.id)?.find((candidate) => candidate.at === at);
      if (other === undefined) return [];
      return proveAgainstCase(each.id, first.id, at, entries, other.entries, reductionLength(at));
    });
  });
}

/** Of equal comparisons in several blocks, the one with the largest share of its tolerance. */
function worstOfEach(proofs: readonly Proof[]): Proof[] {
  const worst = new Map<string, Proof>();
  const share = ({ maxAbsDelta, tolerance }: Proof) =>
    tolerance === 0 ? 0 : maxAbsDelta / tolerance;
  for (const proof of proofs) {
    const key = [proof.case, proof.against, proof.at, proof.kind].join(' ');
    const known = worst.get(key);
    if (known === undefined || share(proof) > share(known)) worst.set(key, proof);
  }
  return [...worst.values()];
}
