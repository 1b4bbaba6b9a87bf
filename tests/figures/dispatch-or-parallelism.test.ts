import { describe, expect, it } from 'vitest';
import family from '#figures/dispatch-or-parallelism.ts';
import experiment from '#lab/experiments/dispatch-or-parallelism.ts';
import {
  checkFamily,
  estimateOf,
  expectAsPredicted,
  lineChartOf,
} from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';
import { caseOf } from '../support/prove-case.ts';

// A machine as theory has it: an operation takes 10 µs, a product 100 GFLOP/s, a row product a
// quarter of that; what does not wait uses both cores.
const timeMs = (caseId: string, n: number): number => {
  const [network, role] = caseId.split('@') as [string, string];
  const workMs = caseOf(experiment, network).flops(n) / 1e8;
  const cores = role === 'all' ? 2 : 1;
  if (network === 'lstm') return (12 * n + 4) / 100 + workMs;
  if (network === 'lstm-fused') return 4 * workMs;
  if (network === 'encoder-layer') return workMs / cores;
  return ((network === 'independent-rows' ? 4 : 1) * workMs) / cores;
};
const record = madeRecord(experiment, timeMs);
const estimate = (key: string) => estimateOf(family, key, record);

checkFamily(family, record);

it('every prediction comes true on a machine that is as theory has it', () => {
  expectAsPredicted(family, record);
});

describe('the chain', () => {
  it.each(['', '-all', '-short'])('multiplies to the whole (%s)', (suffix) => {
    const parts = ['dispatch', 'order', 'gemm', 'work'].map((key) => estimate(`${key}${suffix}`));
    const whole = estimate(`lstm-over-encoder${suffix}`);
    expect(parts.reduce((product, each) => product * each, 1)).toBeCloseTo(whole, 9);
  });

  it('and the second core lead from the LSTM on one to the encoder layer on all', () => {
    const led = estimate('lstm-over-encoder') * estimate('encoder-second-core');
    expect(led).toBeCloseTo(estimate('lstm-one-over-encoder-all'), 9);
    expect(estimate('encoder-second-core')).toBeCloseTo(2, 9);
  });

  it('gives back the cost of an operation that the times were made with', () => {
    expect(estimate('cost-per-kernel')).toBeCloseTo(0.01 * Math.sqrt(1.01), 4);
    expect(estimate('lstm-over-model')).toBeCloseTo(1, 9);
  });

  it('is drawn over n with the ratio of work that its last factor is predicted to have', () => {
    const { series } = lineChartOf(family, 'chain-over-length', record);
    const work = series.find(({ id }) => id === 'by-work')?.points.map(({ y }) => y);
    // 16nd² over 24nd² + 4n²d at n = d/4, d and 4d.
    expect(work).toEqual([16 / 25, 16 / 28, 16 / 40]);
  });
});
