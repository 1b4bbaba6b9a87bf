import { describe, expect, it } from 'vitest';
import { quick } from '#lab/bench/protocol.ts';
import type { Experiment, WorkersCase } from '#lab/experiments/experiment.ts';
import { measureCase } from '#lab/run/measure-case.ts';

/** A case on its own clock whose calls give these sums, the last one from then on. */
function summing(...sums: number[]): WorkersCase {
  return {
    network: 'summing',
    computes: 'sum',
    threads: ['one'],
    grid: [8],
    quickGrid: [8],
    flops: () => 1,
    sequentialSteps: () => 1,
    async openWorkers() {
      let call = 0;
      return {
        async run() {
          const output = Float32Array.of(1, sums[Math.min(call++, sums.length - 1)] as number);
          return { totalMs: 5, spans: [], output };
        },
        async dispose() {},
      };
    },
  };
}

function measured(definition: WorkersCase) {
  const experiment: Experiment = {
    name: 'sample',
    axis: { name: 'microBatches', symbol: 'M' },
    shape: {},
    cases: [definition],
    functions: { sum: { oracle: () => Float64Array.of(), reductionLength: () => 16 } },
  };
  const request = {
    task: 'measure' as const,
    experiment: 'sample',
    caseId: 'summing@one',
    engine: 'plain' as const,
    points: [8],
    seed: 1,
    sampling: quick,
    keepTimeline: false,
  };
  return measureCase(request, experiment, definition, async () => {});
}

describe('a case whose threads race', () => {
  it('is refused where one call of many lost a part of its sum', async () => {
    await expect(measured(summing(2, 2, 2, 1.875, 2))).rejects.toThrow(
      'summing@one at 8 differs from its first call by 1.25e-1',
    );
  });

  it('is not suspected where its calls differ by rounding', async () => {
    const reply = await measured(summing(2, 2 + 2 ** -22, 2));
    expect(reply.kind).toBe('measured');
  });
});
