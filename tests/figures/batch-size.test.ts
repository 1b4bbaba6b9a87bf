import { describe, expect, it } from 'vitest';
import family from '#figures/batch-size.ts';
import experiment from '#lab/experiments/batch-size.ts';
import {
  checkFamily,
  estimateOf,
  expectAsPredicted,
  lineChartOf,
} from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';
import { caseOf } from '../support/prove-case.ts';

/** A machine as theory has it: 100 GFLOP/s a thread, and so many ms for a call by itself. */
const fixedMs: Record<string, number> = {
  'encoder-layer': 0.5,
  'decode-step': 0.25,
  lstm: 4,
  'lstm-fused': 0.01,
};
const record = madeRecord(experiment, (caseId, B) => {
  const [network, role] = caseId.split('@') as [string, string];
  const workMs = caseOf(experiment, network).flops(B) / 1e8;
  return (fixedMs[network] as number) + workMs / (role === 'all' ? 2 : 1);
});
const estimate = (key: string) => estimateOf(family, key, record);

checkFamily(family, record);

it('every prediction comes true on a machine that is as theory has it', () => {
  expectAsPredicted(family, record);
});

describe('a batch of B', () => {
  it('finishes B sequences in the time of its call', () => {
    const gain = estimate('lstm-throughput-256') / estimate('lstm-throughput-1');
    expect(estimate('lstm-throughput-gain')).toBeCloseTo(gain, 9);
    expect(estimate('lstm-latency-ratio')).toBeCloseTo(256 / gain, 9);
  });

  it('is drawn by its time over B, with the model through its ends', () => {
    const { series } = lineChartOf(family, 'time-per-sequence', record);
    const pointsOf = (wanted: string) => series.find(({ id }) => id === wanted)?.points ?? [];
    const [measured, modelled] = [pointsOf('lstm'), pointsOf('model-lstm')];
    for (const end of [0, -1]) {
      expect(modelled.at(end)?.y).toBeCloseTo(measured.at(end)?.y as number, 6);
    }
  });

  it('narrows the gap to the ratio of work: 16nd² over 24nd² + 4n²d at n = d/8', () => {
    const { series } = lineChartOf(family, 'gap-over-batch', record);
    expect(series.find(({ id }) => id === 'by-work')?.points[0]?.y).toBe(16 / 24.5);
    const fused = ['1', '16', '64', '256'].map((B) => estimate(`fused-over-encoder-${B}`));
    const opByOp = ['1', '16', '64', '256'].map((B) => estimate(`lstm-over-encoder-${B}`));
    expect(fused.at(-1)).toBeCloseTo(16 / 24.5, 2);
    expect(opByOp).toEqual([...opByOp].sort((a, b) => b - a));
  });
});
