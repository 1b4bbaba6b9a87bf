import { peerRecord } from '#lab/peers/peer-record.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { sampleRecord } from '../../support/sample-record.ts';

/** Time in ms of each case in each of two blocks, the same at every length. */
export type SampleTimes = Readonly<Record<string, readonly [number, number]>>;

/** A whole record of one core at d = 256 whose samples are the given times. */
export function samplePeerRecord(
  times: SampleTimes,
  failures: ReadonlyMap<string, string> = new Map(),
): MeasuredRecord {
  const ids = Object.keys(times);
  const block = (index: 0 | 1): MeasuredRecord['blocks'][number] => ({
    index,
    session: 0,
    startedAt: '2026-01-02T03:04:05.000Z',
    order: ids,
    runs: ids.map((id) => ({
      case: id,
      seed: 1,
      startedAtMs: 0,
      trials: [64, 256, 1024].map((at) => ({
        at,
        coldMs: 9,
        warmupMs: [5],
        warmupCalls: 1,
        loopCount: 1,
        samplesMs: [times[id]?.[index] as number],
        tensorsLeaked: 0,
      })),
      cpu: { userMs: 1, systemMs: 1, wallMs: 2 },
      peakRssBytes: 1000,
    })),
  });
  return peerRecord({
    dModel: 256,
    protocol: { mode: 'publish' },
    machine: {
      id: '1c-sample',
      cores: 1,
      cpu: 'Sample CPU',
      memoryBytes: 1000,
      os: 'linux',
      arch: 'x64',
      kind: 'unknown',
      governor: null,
      cpuQuota: null,
    },
    engine: { library: 'TensorFlow 2.18.1', flags: { torch: '2.15.0' } },
    code: { hash: '0'.repeat(64), protocolVersion: 1, packages: {} },
    seed: 1,
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:05:05.000Z',
    sessions: sampleRecord('peers-d256', '1c-sample').sessions,
    blocks: [block(0), block(1)],
    proofs: ids.map((id) => ({
      case: id,
      against: 'oracle',
      at: 64,
      kind: 'values',
      maxAbsDelta: 0,
      tolerance: 1e-5,
      holds: true,
    })),
    failures,
  });
}
