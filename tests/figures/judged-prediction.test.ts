import { describe, expect, it } from 'vitest';
import type { Quantity } from '#figures/catalogue.ts';
import { judgePrediction, resultOf } from '#figures/judged-prediction.ts';
import type { ExactRule, QuantityValue } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { sampleFamily } from '../support/sample-family.ts';

const record = { experiment: 'sample' } as MeasuredRecord;
const exactly = (value: number): ExactRule => ({
  kind: 'exact',
  unit: 'ratio',
  value: () => value,
});

/** A quantity whose interval is 1.8 to 2.2 at every level. */
const quantity = {
  id: 'sample/gain',
  record,
  value: {
    kind: 'timed',
    unit: 'ratio',
    estimate: 2,
    perBlock: [],
    interval: (level: number) => ({ estimate: 2, low: 1.8, high: 2.2, level }),
  } satisfies QuantityValue,
} as unknown as Quantity;

function judged(predicted: number, within: number, condition?: { en: string; zh: string }) {
  const statement = { en: 'It doubles.', zh: '加倍。' };
  const prediction = {
    statement,
    quantity: 'gain',
    predicted: exactly(predicted),
    within,
    ...(condition && { condition }),
  };
  const family = { ...sampleFamily, predictions: { doubles: prediction } };
  return judgePrediction(family, 'doubles', () => quantity, 5);
}

describe('a prediction', () => {
  it.each([
    ['as predicted: 1.8–2.2 lies in 2/1.2 to 2·1.2', 2, 1.2, 'as-predicted'],
    ['refuted: 1.8–2.2 lies outside 4/1.5 to 4·1.5', 4, 1.5, 'refuted'],
    ['open: 1.8–2.2 crosses 2.5/1.2', 2.5, 1.2, 'open'],
  ])('is %s', (_name, predicted, within, result) => {
    expect(resultOf(judged(predicted, within))).toBe(result);
  });

  it('that holds under a condition says so; one that is refuted stays refuted', () => {
    const condition = { en: 'for long sequences', zh: '序列较长时' };
    expect(resultOf(judged(2, 1.2, condition))).toBe('with-condition');
    expect(resultOf(judged(4, 1.5, condition))).toBe('refuted');
  });

  it('is judged at the level of all predictions together', () => {
    expect(judged(2, 1.2).verdict.interval.level).toBeCloseTo(1 - 0.05 / 5, 12);
  });

  it('with a factor below 1 is an error', () => {
    expect(() => judged(2, 0.5)).toThrow('sample/doubles needs a factor "within" of at least 1');
  });
});
