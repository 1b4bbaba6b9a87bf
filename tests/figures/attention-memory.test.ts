import { expect, it } from 'vitest';
import family from '#figures/attention-memory.ts';
import experiment from '#lab/experiments/attention-memory.ts';
import {
  checkFamily,
  estimateOf,
  expectAsPredicted,
  lineChartOf,
} from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

const finding = (
  network: string,
  at: number,
  name: string,
  values: number[],
  labels?: string[],
) => ({
  case: `${network}@one`,
  at,
  name,
  shape: [values.length],
  values,
  ...(labels && { labels }),
});
const sizes = ['1', '10', '100', '10000'];

/** A machine whose time follows work alone, and whose memory is what theory says. */
const made = madeRecord(experiment, (caseId, n) => {
  const found = experiment.cases.find(({ network }) => `${network}@one` === caseId);
  return (found?.flops(n) ?? 0) / 1e8;
});
const bytesOf = (network: string, n: number) => {
  if (network === 'gradient-recomputed') return 6 * 4 * n * 128;
  if (network.includes('blocks') && !network.startsWith('gradient')) {
    return 3 * 4 * n * Number(network.split('-')[1]);
  }
  return 4 * (2 * n * n + 2 * 64 * n);
};
const record = {
  ...made,
  observations: [
    ...experiment.cases.flatMap(({ network, grid }) =>
      grid.map((n) => finding(network, n, 'peak-bytes', [bytesOf(network, n)])),
    ),
    finding('unshifted', 256, 'lost-rows', [0, 1, 250, 256], sizes),
    finding('full', 256, 'lost-rows', [0, 0, 0, 0], sizes),
    finding('full', 256, 'largest-error', [1e-7, 1e-6, 1e-5, 1e-3], sizes),
    finding('blocks-128', 256, 'lost-rows', [0, 0, 0, 0], sizes),
    finding('blocks-128', 256, 'largest-error', [2e-7, 1e-6, 1e-5, 1e-3], sizes),
    finding(
      'blocks-128',
      256,
      'error-by-order',
      [1e-7, 3e-7, 2e-7, 1e-7],
      ['in-turn', 'backwards', 'tree', 'random'],
    ),
  ],
};

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));

it.each([
  ['unshifted-lost-100', 250],
  ['lost-at-all', 0],
  ['blocks-error-over-full', 2],
  ['worst-order', 3],
  ['blocks-128-peak', 3 * 4 * 2048 * 128 * 1e-6],
])('%s is %d', (key, expected) => {
  expect(estimateOf(family, key, record)).toBeCloseTo(expected, 10);
});

it('draws two matrices where theory has them, beside what was held', () => {
  const { series } = lineChartOf(family, 'peak-memory', record);
  expect(series.find(({ id }) => id === 'two-matrices')?.points.at(-1)).toEqual({
    x: 2048,
    y: (2 * 4 * 2048 ** 2) / 1e6,
  });
});
