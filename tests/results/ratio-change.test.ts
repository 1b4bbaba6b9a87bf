import { expect, it } from 'vitest';
import { defineExperiment } from '#lab/experiments/experiment.ts';
import { evaluate } from '#results/quantity.ts';
import { ratioChange } from '#results/ratio-change.ts';
import { madeRecord } from '../support/made-record.ts';

const side = (network: string) => ({
  network,
  threads: ['one'] as const,
  computes: 'nothing',
  grid: [1, 2],
  quickGrid: [1],
  flops: () => 1,
  sequentialSteps: () => 1,
  open: () => {
    throw new Error('This test runs nothing.');
  },
});
const experiment = defineExperiment({
  name: 'two-sides',
  axis: { name: 'n', symbol: 'n' },
  shape: {},
  cases: [side('slow'), side('fast')],
  functions: {},
});

it('divides one ratio of times by another, in each block', () => {
  // 12 / 2 = 6 at 1, and 12 / 4 = 3 at 2: the first is twice the second.
  const record = madeRecord(experiment, (id, at) => (id === 'slow@one' ? 12 : 2 * at));
  const comparison = (at: number) => ({
    of: { case: 'slow@one', at },
    over: { case: 'fast@one', at },
  });
  const value = evaluate(ratioChange({ from: comparison(1), to: comparison(2) }), record);
  expect(value.estimate).toBeCloseTo(2, 10);
  expect(value.unit).toBe('ratio');
});
