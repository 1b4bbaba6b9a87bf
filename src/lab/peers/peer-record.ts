import { estimateAll } from '#results/block-values.ts';
import type { Block, MeasuredRecord, Proof } from '#results/record.ts';
import { schemaVersion } from '#results/schema-version.ts';
import { caseIdOf, peerCases, recordNameOf } from './cases.ts';
import { rolesOf } from './measure-peers.ts';
import { lengths, networks, shapeOf } from './networks.ts';

/** What a finished comparison at one model size is made of. */
interface Measured
  extends Pick<
    MeasuredRecord,
    'machine' | 'code' | 'seed' | 'sessions' | 'startedAt' | 'finishedAt'
  > {
  dModel: number;
  protocol: { mode: MeasuredRecord['mode'] };
  engine: Pick<MeasuredRecord['engine'], 'library' | 'flags'>;
  blocks: Block[];
  proofs: Proof[];
  /** Why a case could not be measured, by case. */
  failures: ReadonlyMap<string, string>;
}

/**
 * The record of one model size. The engine is ours; the versions of the libraries beside it are its
 * flags. A case that some block lacks is unsupported, with the reason, and its other runs are left out.
 */
export function peerRecord(measured: Measured): MeasuredRecord {
  const { dModel, machine, failures } = measured;
  const shape = shapeOf(dModel);
  const isWhole = (id: string) =>
    measured.blocks.every(({ runs }) =>
      runs.some((run) => run.case === id && run.trials.length === lengths.length),
    );
  const cases = rolesOf(machine.cores).flatMap(({ role, threads }) =>
    peerCases.map((each) => {
      const id = caseIdOf(each, role);
      const { flops, sequentialSteps } = networks[each.network];
      const reason = failures.get(id) ?? 'failed in an earlier sitting';
      return {
        id,
        threads,
        computes: each.network,
        ...(isWhole(id)
          ? { state: 'measured' as const }
          : { state: 'unsupported' as const, reason }),
        points: lengths.map((at) => ({
          at,
          flops: flops(at, shape),
          sequentialSteps: sequentialSteps(at),
        })),
      };
    }),
  );
  const kept = new Set(cases.filter((each) => each.state === 'measured').map((each) => each.id));
  const blocks = measured.blocks.map((block) => ({
    ...block,
    order: block.order.filter((id) => kept.has(id)),
    runs: block.runs.filter((run) => kept.has(run.case)),
  }));
  const experiment = recordNameOf(dModel);
  return {
    schemaVersion,
    experiment,
    mode: measured.protocol.mode,
    machine,
    engine: { backend: 'native', ...measured.engine, reason: 'what is compared' },
    node: process.versions.node,
    startedAt: measured.startedAt,
    finishedAt: measured.finishedAt,
    sessions: measured.sessions,
    code: measured.code,
    seed: measured.seed,
    axis: { name: 'sequenceLength', symbol: 'n' },
    shape: { batchSize: 1, ...shape },
    cases,
    proofs: measured.proofs.filter((proof) => kept.has(proof.case)),
    blocks,
    estimates: estimateAll({ experiment, blocks, cases }),
  };
}
