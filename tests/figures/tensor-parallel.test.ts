import { it } from 'vitest';
import family from '#figures/tensor-parallel.ts';
import experiment from '#lab/experiments/tensor-parallel.ts';
import { checkFamily, expectAsPredicted } from '../support/check-family.ts';
import { madeRecord, withParts } from '../support/made-record.ts';

/** A machine of two cores on which the wrong order costs a quarter more. */
const slower: Record<string, number> = {
  'whole@one': 2,
  'all-heads@one': 2,
  'rows-columns@one': 1.25,
};
const made = madeRecord(experiment, (caseId, d) => (slower[caseId] ?? 1) * d);
const record = withParts(made, { exchange: [1], product: [2] });

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));
