import { expect, it } from 'vitest';
import family from '#figures/backend-ladder.ts';
import experiment from '#lab/experiments/backend-ladder.ts';
import { checkFamily, estimateOf, expectAsPredicted } from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** GFLOP/s of a machine as theory has it: 4 lanes, 2 workers or threads, native code 4 times WASM. */
const rates: Record<string, number> = {
  'plain@one': 1,
  'wasm-without-simd@one': 8,
  'wasm@one': 32,
  'wasm-workers@one': 64,
  'native@one': 128,
  'native@all': 256,
};
const rateOf = (id: string) => rates[id.replace(/^(?:matmul|encoder)-/, '')] as number;

const record = madeRecord(experiment, (id, at) => {
  const { flops } = experiment.cases.find(({ network }) => id.startsWith(`${network}@`)) ?? {};
  return (flops?.(at) as number) / (rateOf(id) * 1e6);
});
const numberOf = (key: string) => estimateOf(family, key, record);

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));

it('multiplies the steps of the ladder to the whole', () => {
  for (const workload of ['matmul', 'encoder']) {
    const steps = ['compiled', 'simd', 'native', 'threads'].map((step) =>
      numberOf(`${workload}-${step}-gain`),
    );
    const product = steps.reduce((all, each) => all * each, 1);
    expect(product).toBeCloseTo(numberOf(`${workload}-ladder-gain`), 8);
    expect(product).toBeCloseTo(256, 8);
  }
  expect(numberOf('matmul-workers-gain')).toBeCloseTo(2, 10);
  expect(numberOf('encoder-over-product-wasm')).toBeCloseTo(1, 10);
});

it('draws each rung where theory sets it, the slowest first', () => {
  for (const key of ['ladder-matrix-product', 'ladder-encoder-layer']) {
    const chart = family.figures[key]?.chart(record, 'en');
    if (chart?.kind !== 'interval-bars') throw new Error(`${key} draws no rows.`);
    expect(chart.rows[0]?.label).toBe('plain JavaScript');
    for (const { value, predicted } of chart.rows.slice(2)) {
      expect(predicted).toBeCloseTo(value, 0);
    }
  }
});
