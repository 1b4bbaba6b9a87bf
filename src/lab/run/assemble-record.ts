import { estimateAll } from '#results/block-values.ts';
import type { Block, CaseEntry, MeasuredRecord } from '#results/record.ts';
import { schemaVersion } from '#results/schema-version.ts';
import type { StoppedBy } from '#results/stopping.ts';
import { worstOfEach } from './agreements.ts';
import type { FailedCases } from './failed-cases.ts';
import type { BlockPiece } from './measure-block.ts';
import type { MeasureOptions } from './measure-experiment.ts';
import type { planCases } from './plan-cases.ts';
import type { proveAll } from './prove-all.ts';
import type { Unfinished } from './unfinished.ts';

/** All that a finished measurement has left. */
interface Measured {
  options: MeasureOptions;
  all: Awaited<ReturnType<typeof planCases>>;
  unfinished: Unfinished;
  failed: FailedCases;
  proved: Awaited<ReturnType<typeof proveAll>>;
  pieces: readonly BlockPiece[];
  /** Why no more blocks were measured; undefined where nothing was timed. */
  by: StoppedBy | undefined;
}

/** The record of a finished measurement. Failed cases stand in it without runs. */
export function assembleRecord(measured: Measured): MeasuredRecord {
  const { options, all, unfinished, failed, proved, pieces, by } = measured;
  const { experiment, protocol, machine, addTo } = options;
  const lives = (caseId: string) => !failed.has(caseId);
  const cases = all.map((each) => caseEntry(each, failed));
  const blocks = [
    ...(addTo?.blocks ?? []),
    ...[...unfinished.voided(), ...pieces.map(({ block }) => block)]
      .map((block) => withoutFailed(block, lives))
      .sort((a, b) => a.index - b.index || (a.attempt ?? 0) - (b.attempt ?? 0)),
  ];
  const { minBlocks, maxBlocks, targetHalfWidth, budgetMs } = protocol;
  const wasDecided = by !== undefined && minBlocks < maxBlocks;
  const stopping = wasDecided
    ? { stopping: { minBlocks, maxBlocks, targetHalfWidth, budgetMs, by } }
    : addTo?.stopping && { stopping: addTo.stopping };
  const record = {
    schemaVersion,
    experiment: experiment.name,
    mode: protocol.mode,
    machine,
    engine: { backend: options.backend.id, ...proved.engine, reason: options.reason },
    node: process.versions.node,
    startedAt: addTo?.startedAt ?? unfinished.startedAt,
    finishedAt: options.now().toISOString(),
    sessions: [...(addTo?.sessions ?? []), ...unfinished.sessions],
    code: options.code,
    seed: unfinished.seed,
    axis: experiment.axis,
    shape: { ...experiment.shape },
    cases,
    ...(proved.observations.length > 0 && { observations: proved.observations }),
    ...(experiment.predictions && { predictions: { ...experiment.predictions } }),
    proofs: worstOfEach([
      ...(addTo?.proofs ?? []),
      ...proved.proofs,
      ...pieces.flatMap(({ proofs }) => proofs),
    ]).filter((proof) => lives(proof.case)),
    ...stopping,
    blocks,
  } satisfies Omit<MeasuredRecord, 'estimates'>;
  return { ...record, estimates: estimateAll(record) };
}

function caseEntry(
  { id, definition, threads, points, unsupported }: Measured['all'][number],
  failed: FailedCases,
): CaseEntry {
  const failure = failed.get(id);
  const reason = failure?.reason ?? unsupported;
  return {
    id,
    threads,
    computes: definition.computes,
    ...(definition.engine === undefined ? {} : { engine: definition.engine }),
    state:
      failure !== undefined ? 'failed' : unsupported === undefined ? 'measured' : 'unsupported',
    ...(failure !== undefined && { verdict: failure.verdict }),
    ...(reason !== undefined && { reason: reason.slice(0, 200) }),
    points: points.map((at) => ({
      at,
      flops: definition.flops(at),
      sequentialSteps: definition.sequentialSteps(at),
    })),
  };
}

function withoutFailed(block: Block, lives: (caseId: string) => boolean): Block {
  return {
    ...block,
    order: block.order.filter(lives),
    runs: block.runs.filter((run) => lives(run.case)),
  };
}
