import { expect, it } from 'vitest';
import family from '#figures/table-one.ts';
import experiment from '#lab/experiments/table-one.ts';
import { checkFamily, estimateOf, expectAsPredicted } from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** A machine whose time follows work alone, at 100 GFLOP/s. */
const made = madeRecord(experiment, (caseId, n) => {
  const found = experiment.cases.find(({ network }) => `${network}@one` === caseId);
  return (found?.flops(n) ?? 0) / 1e8;
});
const record = {
  ...made,
  observations: [64, 256, 1024, 2048].flatMap((n) =>
    (['attention-128', 'lstm-128'] as const).map((network) => ({
      case: `${network}@one`,
      at: n,
      name: 'reach',
      shape: [1],
      values: [network === 'lstm-128' ? 0.9 ** n : 1 / n],
    })),
  ),
};

checkFamily(family, record);

it('a machine whose time follows work alone fulfils the predictions', () =>
  expectAsPredicted(family, record));

it.each([32, 64, 128, 256])(
  'there attention overtakes the LSTM at four times the width: %d',
  (d) => {
    expect(estimateOf(family, `crossing-${d}`, record)).toBeCloseTo(4 * d, 6);
  },
);
