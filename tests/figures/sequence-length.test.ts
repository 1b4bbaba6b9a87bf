import { expect, it } from 'vitest';
import family from '#figures/sequence-length.ts';
import experiment from '#lab/experiments/sequence-length.ts';
import {
  checkFamily,
  estimateOf,
  expectAsPredicted,
  lineChartOf,
} from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

const callsPerStep: Record<string, number> = { elman: 3, gru: 11, lstm: 12 };

/** A machine as theory has it: 100 GFLOP/s a thread, and op by op 0.02 ms for every call. */
const record = madeRecord(experiment, (caseId, n) => {
  const [network = '', role] = caseId.split('@');
  const found = experiment.cases.find((each) => each.network === network);
  const workMs = (found?.flops(n) ?? 0) / 1e8 / (role === 'all' ? 2 : 1);
  return workMs + 0.02 * n * (callsPerStep[network] ?? 0);
});
const numberOf = (key: string) => estimateOf(family, key, record);

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));

it('finds the exponents and rates that were put in', () => {
  expect(numberOf('lstm-exponent')).toBeCloseTo(1, 10);
  expect(numberOf('convolution-exponent')).toBeCloseTo(1, 10);
  expect(numberOf('encoder-exponent')).toBeCloseTo(numberOf('encoder-work-exponent'), 10);
  expect(numberOf('attention-rate')).toBeCloseTo(100 / 1.01 ** 0.5, 6);
  expect(numberOf('encoder-speed-up')).toBeCloseTo(2, 10);
});

it('counts work and steps as the closed forms do', () => {
  expect(numberOf('attention-work')).toBe((8 * 256 + 4 * 1024) / (16 * 256));
  expect(numberOf('elman-work')).toBe(1 / 4);
  expect(numberOf('convolution-work')).toBe(6 / 16);
  expect(numberOf('elman-steps')).toBe(1024);
  expect(numberOf('convolution-steps')).toBe(1);
});

it.each([
  ['time-over-length', 3],
  ['all-layers', 6],
] as const)(
  '%s shows %d networks and two lines of theory that they cannot fall below',
  (key, count) => {
    const { series } = lineChartOf(family, key, record);
    const measured = series.filter(({ kind }) => kind === 'measured');
    const theory = series.filter(({ kind }) => kind === 'theory');
    expect([measured.length, theory.length]).toEqual([count, 2]);
    for (const line of theory) {
      const network = line.id.replace(/^work-|@one$/g, '');
      const own = measured.find(({ id }) => id === network)?.points ?? [];
      expect(own.length).toBe(line.points.length);
      for (const [index, { y }] of line.points.entries()) {
        expect(own[index]?.y).toBeGreaterThan(y * 0.999);
      }
    }
  },
);

it('the two figures of single threads carry no badge of cores', () => {
  for (const key of ['time-over-length', 'all-layers']) {
    expect(family.figures[key]?.kinds).not.toContain('cores');
  }
});
