import { expect, it } from 'vitest';
import family from '#figures/speculative-decoding.ts';
import experiment from '#lab/experiments/speculative-decoding.ts';
import { expectedTokens } from '#lab/models/transformer/speculative-decoding.ts';
import {
  checkFamily,
  estimateOf,
  expectAsPredicted,
  lineChartOf,
} from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** A machine on which a pass costs its layers, whatever it reads; guesses are right by chances of their own. */
const agreement: Record<string, number> = { 'first-1': 0.7, 'first-2': 0.8, 'first-4': 0.9 };
const tokensOf = (network: string, ahead: number) =>
  expectedTokens(agreement[network] as number, ahead);
const made = madeRecord(experiment, (caseId, ahead) => {
  const network = caseId.replace('@one', '');
  if (network === 'one-by-one') return 300;
  const cost = 1 + (ahead * Number(network.replace('first-', ''))) / 6;
  return (300 * cost) / tokensOf(network, ahead);
});
const record = {
  ...made,
  observations: Object.keys(agreement).flatMap((network) =>
    [1, 2, 4, 8].flatMap((ahead) => {
      const found = (name: string, value: number) => ({
        case: `${network}@one`,
        at: ahead,
        name,
        shape: [1],
        values: [value],
      });
      return [
        found('agreement', agreement[network] as number),
        found('tokens-a-pass', tokensOf(network, ahead)),
      ];
    }),
  ),
};

checkFamily(family, record);

it('a machine that counts layers fulfils the predictions', () => expectAsPredicted(family, record));

it('the gain is that of the paper: tokens of a pass over cγ + 1', () => {
  expect(estimateOf(family, 'gain-2-4', record)).toBeCloseTo(tokensOf('first-2', 4) / (1 + 8 / 6));
});

it('the expected tokens lie on the observed ones where chances are independent', () => {
  const { series } = lineChartOf(family, 'tokens-a-pass', record);
  const pointsOf = (id: string) => series.find((each) => each.id === id)?.points.map(({ y }) => y);
  expect(pointsOf('expected-1')).toEqual(pointsOf('first-1'));
});
