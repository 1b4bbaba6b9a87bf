import { it } from 'vitest';
import family from '#figures/scan.ts';
import experiment from '#lab/experiments/scan.ts';
import { checkFamily, expectAsPredicted } from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** A machine on which dependent calls decide, and a fused loop has none between its steps. */
const record = madeRecord(experiment, (caseId, n) => {
  if (caseId.includes('scan') || caseId.includes('fused')) return Math.log2(n);
  return n;
});

checkFamily(family, record);

it('a machine on which calls decide fulfils the predictions', () =>
  expectAsPredicted(family, record));
