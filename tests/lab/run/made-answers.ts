import type { ChildRequest, FinalReply, MeasuredRun } from '#lab/run/child-messages.ts';

// Answers of processes that measured nothing.

const quietMeter = { medianMs: 2, p90OverMin: 1.02, cpuOverWall: 1, runQueueWaitShare: 0 };

/** A quiet run of 1 ms at 8 and 2 ms at 16, a little longer in each later process. */
export function quietRun(spread = 1): MeasuredRun {
  return {
    trials: [8, 16].map((at) => ({
      at,
      coldMs: 9,
      warmupMs: [5],
      warmupCalls: 1,
      loopCount: 1,
      samplesMs: [(at / 8) * spread],
      tensorsLeaked: 0,
    })),
    cpu: { userMs: 1, systemMs: 1, wallMs: 100 },
    peakRssBytes: 1000,
    noise: { runQueueWaitShare: 0, stealShare: 0, before: quietMeter, after: quietMeter },
  };
}

export const noisyRun = (): MeasuredRun => ({
  ...quietRun(),
  noise: { runQueueWaitShare: 0, before: quietMeter, after: { ...quietMeter, p90OverMin: 3 } },
});

export function measured(request: ChildRequest, run: MeasuredRun, entry = 4): FinalReply {
  const fingerprints = request.points.map((at) => ({ at, entries: Float64Array.of(entry, 2) }));
  return { kind: 'measured', run, fingerprints };
}

/** What a process that is asked answers if all is well; times are spread by a factor. */
export function rightAnswer(request: ChildRequest, spread = 1): FinalReply {
  const { task, caseId } = request;
  if (task === 'empty') return { kind: 'empty', peakRssBytes: 500 };
  if (task === 'measure') return measured(request, quietRun(spread));
  const proofs = request.points.map((at) => ({
    case: caseId,
    against: 'oracle',
    at,
    kind: 'values' as const,
    maxAbsDelta: 0,
    tolerance: 1e-6,
    holds: true as const,
  }));
  return { kind: 'proved', proofs, observations: [], engine: { library: 'Sample 1.0' } };
}
