import { expect, it } from 'vitest';
import type { ChartSeries } from '#charts/line-chart.ts';
import family from '#figures/heads.ts';
import experiment from '#lab/experiments/heads.ts';
import {
  checkFamily,
  estimateOf,
  expectAsPredicted,
  lineChartOf,
} from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** A machine as theory has it: 2 ms of work for every h, and 0.01 ms for each call of the loop. */
const record = madeRecord(experiment, (caseId, h) => {
  const [network, role] = caseId.split('@');
  const callsMs = 0.01 * (7 * h + 2);
  if (network === 'calls-alone') return callsMs;
  return (role === 'all' ? 1 : 2) + (network === 'heads-loop' ? callsMs : 0);
});
const numberOf = (key: string) => estimateOf(family, key, record);

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));

it('the second thread halves the work and none of the calls', () => {
  expect(numberOf('batched-speed-up-32')).toBeCloseTo(2, 10);
  expect(numberOf('loop-speed-up-32')).toBeCloseTo((2 + 2.26) / (1 + 2.26), 10);
});

it('draws what the loop should cost: the batched product and its calls, one after another', () => {
  const { series } = lineChartOf(family, 'time-over-heads', record);
  const pointsOf = (id: string) => (series.find((each) => each.id === id) as ChartSeries).points;
  for (const [index, { y }] of pointsOf('sum').entries()) {
    expect(y).toBeCloseTo(pointsOf('heads-loop')[index]?.y as number, 4);
  }
  expect(pointsOf('equal-work').every(({ y }) => y === pointsOf('heads-batched')[0]?.y)).toBe(true);
});
