import { expect, it } from 'vitest';
import { partTimeRatio } from '#results/part-time.ts';
import { evaluate } from '#results/quantity.ts';
import type { MeasuredRecord, Trial } from '#results/record.ts';
import { sampleRecord } from '../support/sample-record.ts';

const short = { case: 'layer@one', at: 16 };
const long = { case: 'layer@one', at: 32 };

/** Two points; of each block the parts of three samples. */
function record(partsMs: Record<'short' | 'long', Trial['partsMs']>): MeasuredRecord {
  const sample = sampleRecord('sample', '2c-sample');
  for (const { runs } of sample.blocks) {
    const trial = runs[0]?.trials[0] as Trial;
    const common = { ...trial, samplesMs: [4, 5, 6] };
    const at16 = { ...common, ...(partsMs.short && { partsMs: partsMs.short }) };
    const at32 = { ...common, at: 32, ...(partsMs.long && { partsMs: partsMs.long }) };
    (runs[0] as (typeof runs)[0]).trials = [at16, at32];
  }
  return sample;
}

it('adds up the parts of each sample and compares the medians', () => {
  const made = record({
    short: { forward: [1, 2, 3], backward: [1, 1, 1], idle: [9, 9, 9] },
    long: { forward: [4, 5, 6], backward: [2, 2, 2] },
  });
  const rule = partTimeRatio({ of: long, over: short }, ['forward', 'backward']);
  expect(evaluate(rule, made).estimate).toBeCloseTo((5 + 2) / (2 + 1), 12);
  expect(evaluate(partTimeRatio({ of: long, over: short }, ['backward']), made).estimate).toBe(2);
});

it('says where there is none', () => {
  const made = record({ short: { idle: [1, 1, 1] }, long: undefined });
  const message = 'The record of "sample" has no timeline of layer@one at 32.';
  expect(() => evaluate(partTimeRatio({ of: long, over: short }, ['idle']), made)).toThrow(message);
});
