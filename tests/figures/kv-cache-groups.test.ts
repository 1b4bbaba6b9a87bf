import { it } from 'vitest';
import family from '#figures/kv-cache-groups.ts';
import experiment from '#lab/experiments/kv-cache-groups.ts';
import { checkFamily, expectAsPredicted } from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** A machine whose steps follow the bytes that they read, and whose prompts the work. */
const headsOf = (caseId: string, g: number) => (caseId === 'step-repeated@one' ? 8 : g);
const made = madeRecord(experiment, (caseId, g) =>
  caseId === 'prompt@one' ? 5 : 3 * headsOf(caseId, g),
);
const record = {
  ...made,
  observations: experiment.cases.flatMap(({ network, grid }) =>
    grid.map((g) => ({
      case: `${network}@one`,
      at: g,
      name: 'cache-bytes',
      shape: [1],
      values: [1e6 * headsOf(`${network}@one`, g)],
    })),
  ),
};

checkFamily(family, record);

it('a machine that follows bytes fulfils the predictions', () => expectAsPredicted(family, record));
