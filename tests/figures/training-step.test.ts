import { expect, it } from 'vitest';
import family from '#figures/training-step.ts';
import experiment from '#lab/experiments/training-step.ts';
import {
  checkFamily,
  estimateOf,
  expectAsPredicted,
  lineChartOf,
} from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

const flopsOf = (caseId: string, n: number) =>
  experiment.cases.find(({ network }) => `${network}@one` === caseId)?.flops(n) as number;

/**
 * A machine of 50 GFLOP/s. Op by op each step costs 1 ms, and 1.5 ms for sixteen sequences; the
 * calls of the block take as long as its arithmetic at about n = 128.
 */
const record = madeRecord(experiment, (caseId, n) => {
  const workMs = flopsOf(caseId, n) / 50e6;
  if (caseId.startsWith('lstm-fused')) return workMs;
  if (caseId.startsWith('transformer')) return 2.2 + workMs;
  return (caseId.includes('-b16@') ? 1.5 * n : n) + workMs;
});

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));

it('compares the leads at both batch sizes', () => {
  const before = estimateOf(family, 'lstm-over-transformer-b1', record);
  const after = estimateOf(family, 'lstm-over-transformer-b16', record);
  expect(estimateOf(family, 'lstm-gap-closed', record)).toBeCloseTo(before / after, 10);
  expect(estimateOf(family, 'lstm-steps', record)).toBe(256);
});

it.each([1, 16])('draws the times of the batch of %d alone', (batchSize) => {
  const { series } = lineChartOf(family, `step-time-b${batchSize}`, record);
  const lstm = series.find(({ id }) => id === 'lstm');
  const own = record.estimates.filter((each) => each.case === `lstm-b${batchSize}@one`);
  expect(lstm?.points.map(({ y }) => y)).toEqual(own.map(({ estimateMs }) => estimateMs));
  expect(
    series.filter(({ kind }) => kind === 'measured').map(({ points }) => points.length),
  ).toEqual([3, 3, 3, 3]);
});

it('has the same axis at both batch sizes, though the reader’s own machine be slower', () => {
  const slower = madeRecord(experiment, () => 2000);
  const axes = ['step-time-b1', 'step-time-b16'].map((key) => {
    const chart = family.figures[key]?.chart(record, 'en', slower);
    if (chart?.kind !== 'lines') throw new TypeError('Expected lines.');
    return chart.y;
  });
  expect(axes[0]).toEqual(axes[1]);
  expect(axes[0]?.max).toBeGreaterThan(2000);
});
