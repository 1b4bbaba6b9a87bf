import { expect, it } from 'vitest';
import family from '#figures/padding.ts';
import experiment from '#lab/experiments/padding.ts';
import { checkFamily, expectAsPredicted, lineChartOf } from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** A machine whose time follows work alone, at 100 GFLOP/s. */
const made = madeRecord(experiment, (caseId, B) => {
  const found = experiment.cases.find(({ network }) => `${network}@one` === caseId);
  return (found?.flops(B) ?? 0) / 1e8;
});
const record = {
  ...made,
  observations: experiment.cases.flatMap(({ network, grid }) =>
    grid.flatMap((at) => [
      { case: `${network}@one`, at, name: 'padded-share', shape: [1], values: [at / 100] },
      { case: `${network}@one`, at, name: 'error-without-mask', shape: [1], values: [0.5] },
    ]),
  ),
};

checkFamily(family, record);

it('a machine whose time follows work alone fulfils the predictions', () =>
  expectAsPredicted(family, record));

it('draws the padding in percent', () => {
  const { series } = lineChartOf(family, 'padding-over-batch-size', record);
  expect(series[0]?.points.map(({ y }) => y)).toEqual([4, 16, 64]);
});
