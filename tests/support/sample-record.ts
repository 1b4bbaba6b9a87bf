import { estimateAll } from '#results/block-values.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { schemaVersion } from '#results/schema-version.ts';

/** A small whole record: one case at one point of the grid, two blocks. */
export function sampleRecord(experiment: string, machine: string): MeasuredRecord {
  const block = (index: number, sampleMs: number): MeasuredRecord['blocks'][number] => ({
    index,
    session: 0,
    startedAt: '2026-01-02T03:04:05.000Z',
    order: ['layer@one'],
    runs: [
      {
        case: 'layer@one',
        seed: 1,
        startedAtMs: 0,
        trials: [
          {
            at: 16,
            coldMs: 9,
            warmupMs: [5],
            warmupCalls: 1,
            loopCount: 1,
            samplesMs: [sampleMs],
            tensorsLeaked: 0,
          },
        ],
        cpu: { userMs: 1, systemMs: 1, wallMs: 2 },
        peakRssBytes: 1000,
      },
    ],
  });
  const record = {
    schemaVersion,
    experiment,
    mode: 'publish',
    machine: {
      id: machine,
      cores: 2,
      cpu: 'Sample CPU',
      memoryBytes: 1000,
      os: 'linux',
      arch: 'x64',
      kind: 'unknown',
      governor: null,
      cpuQuota: null,
    },
    engine: { backend: 'native', library: 'TensorFlow 2.18.1', reason: 'installed' },
    node: 'v22.0.0',
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:05:05.000Z',
    sessions: [
      {
        startedAt: '2026-01-02T03:04:05.000Z',
        bootedAt: null,
        commit: null,
        dirty: null,
        clockStepNs: null,
        clockCallNs: null,
      },
    ],
    code: { hash: '0'.repeat(64), protocolVersion: 1, packages: {} },
    seed: 1,
    axis: { name: 'sequenceLength', symbol: 'n' },
    shape: { dModel: 4 },
    cases: [
      {
        id: 'layer@one',
        threads: 1,
        computes: 'layer',
        state: 'measured',
        points: [{ at: 16, flops: 100, sequentialSteps: 1 }],
      },
    ],
    proofs: [
      {
        case: 'layer@one',
        against: 'oracle',
        at: 16,
        kind: 'values',
        maxAbsDelta: 0,
        tolerance: 1e-5,
        holds: true,
      },
    ],
    blocks: [block(0, 2), block(1, 2.1)],
  } satisfies Omit<MeasuredRecord, 'estimates'>;
  return { ...record, estimates: estimateAll(record) };
}
