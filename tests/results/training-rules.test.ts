import { describe, expect, it } from 'vitest';
import { evaluate } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { afterStep, atTheEnd, curveOf, stepsTo, timeTo } from '#results/training-rules.ts';
import { sampleRecord } from '../support/sample-record.ts';

const sample = sampleRecord('sample', 'machine');
const timed = sample.blocks[0]?.runs[0] as MeasuredRecord['blocks'][number]['runs'][number];
const point = { case: timed.case, at: timed.trials[0]?.at ?? 0 };
const finding = { point, name: 'held-out' };
const record: MeasuredRecord = {
  ...sample,
  observations: [
    {
      ...point,
      name: 'held-out',
      shape: [2, 3],
      // Two seeds, each examined three times.
      values: [0.1, 0.8, 1, 0.3, 1, 0.9],
      labels: ['40', '80', '120'],
    },
  ],
};

it('reads a curve: for each step what every seed had', () => {
  expect(curveOf(record, finding)).toEqual([
    { step: 40, perSeed: [0.1, 0.3] },
    { step: 80, perSeed: [0.8, 1] },
    { step: 120, perSeed: [1, 0.9] },
  ]);
});

describe('what is quoted', () => {
  it.each([
    ['the mean at the end', atTheEnd(finding, 'mean'), 0.95],
    ['the least at the end', atTheEnd(finding, 'least'), 0.9],
    ['the most at the end', atTheEnd(finding, 'most'), 1],
    ['the mean after 40 steps', afterStep(finding, 40), 0.2],
    ['the steps to a half', stepsTo(finding, 0.5), 80],
    ['the steps to what is never reached: all', stepsTo(finding, 0.99), 120],
  ])('%s', (_, rule, expected) => {
    expect(rule.value(record)).toBeCloseTo(expected, 12);
  });

  it('the time of the steps is as many times that of one', () => {
    const one = evaluate(timeTo(finding, 0.1, point), record).estimate / 40;
    expect(evaluate(timeTo(finding, 0.5, point), record).estimate).toBeCloseTo(80 * one, 9);
  });

  it('a step after which nothing was examined is named', () => {
    expect(() => afterStep(finding, 41).value(record)).toThrow(
      'after 40, 80, 120 steps; received 41',
    );
  });
});
