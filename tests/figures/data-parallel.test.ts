import { it } from 'vitest';
import family from '#figures/data-parallel.ts';
import experiment from '#lab/experiments/data-parallel.ts';
import { checkFamily, expectAsPredicted } from '../support/check-family.ts';
import { madeRecord, withParts } from '../support/made-record.ts';

/** A machine of two cores on which sums cost a tenth of a millisecond. */
const made = madeRecord(experiment, (caseId, N) => {
  const found = experiment.cases.find(({ network }) => `${network}@one` === caseId);
  return 0.1 + (found?.flops(N) ?? 0) / 1e8 / Math.min(N, 2);
});
const record = withParts(made, { exchange: [0.1], gradients: [1] });

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));
