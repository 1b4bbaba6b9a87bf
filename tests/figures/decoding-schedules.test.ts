import { it } from 'vitest';
import family from '#figures/decoding-schedules.ts';
import experiment from '#lab/experiments/decoding-schedules.ts';
import { checkFamily, expectAsPredicted } from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** A machine whose time follows work alone, at 100 GFLOP/s. */
const record = madeRecord(experiment, (caseId, T) => {
  const found = experiment.cases.find(({ network }) => `${network}@one` === caseId);
  return (found?.flops(T) ?? 0) / 1e8;
});

checkFamily(family, record);

it('a machine whose time follows work alone fulfils the predictions', () =>
  expectAsPredicted(family, record));
