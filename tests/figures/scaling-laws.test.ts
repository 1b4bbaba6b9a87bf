import { it } from 'vitest';
import family from '#figures/scaling-laws.ts';
import experiment from '#lab/experiments/scaling-laws.ts';
import { checkFamily, expectAsPredicted } from '../support/check-family.ts';
import { madeRecord, withParts } from '../support/made-record.ts';

/** A machine of two cores on which workers take turns for nothing. */
const made = madeRecord(experiment, (caseId, N) => {
  const found = experiment.cases.find(({ network }) => `${network}@one` === caseId);
  return (found?.flops(N) ?? 0) / 1e8 / Math.min(N, 2);
});
const record = withParts(made, { busy: [1], idle: [0.1] });

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));
