import { expect, it } from 'vitest';
import family from '#figures/numerals.ts';
import experiment from '#lab/experiments/numerals.ts';
import {
  checkFamily,
  estimateOf,
  expectAsPredicted,
  lineChartOf,
} from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** A machine whose steps follow work from lists of four on, and are equal on single numerals. */
const made = madeRecord(experiment, (caseId, count) => {
  const found = experiment.cases.find(({ network }) => `${network}@one` === caseId);
  return count === 1 ? 50 : (found?.flops(count) ?? 0) / 1e8;
});
const labels = ['160', '200', '480'];
const record = {
  ...made,
  observations: experiment.cases.flatMap(({ network }) =>
    ['loss', 'held-out', 'structural'].map((name) => ({
      case: `${network}@one`,
      at: 1,
      name,
      shape: [3, 3],
      // Three seeds; the last examinations are all above nine in ten.
      values: [0.1, 0.5, 0.98, 0.2, 0.7, 1, 0.3, 0.6, 0.96],
      labels,
    })),
  ),
};

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));

it.each([
  ['transformer-held-out', 0.98],
  ['transformer-held-out-least', 0.96],
  ['lstm-structural-most', 1],
  ['lstm-after-200', 0.6],
  ['transformer-steps-to-90', 480],
  ['transformer-time-to-90', 480 * 50 * 1.01 ** 0.5],
])('%s is %d', (key, expected) => {
  expect(estimateOf(family, key, record)).toBeCloseTo(expected, 6);
});

it('draws the mean of the seeds, from the worst to the best, over steps and over seconds', () => {
  const point = { y: 60, low: 50, high: 70 };
  const second = (key: string) => lineChartOf(family, key, record).series[0]?.points[1];
  expect(second('held-out-per-step')).toMatchObject({ x: 200, ...point });
  expect(second('held-out-per-second')?.x).toBeCloseTo((200 * 50 * 1.01 ** 0.5) / 1000, 6);
});
