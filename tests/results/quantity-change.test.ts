import { describe, expect, it } from 'vitest';
import { quantityChange } from '#results/quantity-change.ts';
import { recordTaking, stepsRule, timeRule } from '../support/two-records.ts';

describe('what became of a quantity', () => {
  // Two blocks at e^∓0.001 in both records: the two means have the variance 0.001² each, and Welch's
  // degrees of freedom are 2, so that the half-width is 2.920 · √2 · 0.001 = 0.00413 (t table, 90 %).
  it('is the ratio of new to old with the interval of Welch', () => {
    const { movement, change } = quantityChange(timeRule, recordTaking(2), recordTaking(3));
    expect(movement).toBe('moved');
    expect(change?.scale).toBe('log');
    expect(change?.interval.estimate).toBeCloseTo(1.5, 6);
    expect(change?.interval.low).toBeCloseTo(1.5 * Math.exp(-0.00413), 4);
    expect(change?.interval.high).toBeCloseTo(1.5 * Math.exp(0.00413), 4);
  });

  it.each([
    ['same', 2.04],
    ['not-resolved', 2.06],
    ['moved', 2.08],
    ['moved', 1.92],
  ])('is "%s" at %f ms after 2 ms', (movement, ms) => {
    expect(quantityChange(timeRule, recordTaking(2), recordTaking(ms)).movement).toBe(movement);
  });

  it('is compared exactly where it is exact', () => {
    const more = recordTaking(2, ({ cases }) => {
      for (const point of cases[0]?.points ?? []) point.sequentialSteps = 2;
    });
    expect(quantityChange(stepsRule, recordTaking(2), recordTaking(2)).movement).toBe('same');
    expect(quantityChange(stepsRule, recordTaking(2), more)).toMatchObject({
      movement: 'moved',
      before: { estimate: 1 },
      after: { estimate: 2 },
    });
  });

  it('is new or gone where a record lacks what it needs', () => {
    const renamed = recordTaking(2, (record) => {
      for (const run of record.blocks.flatMap(({ runs }) => runs)) run.case = 'other@one';
      for (const block of record.blocks) block.order = ['other@one'];
      for (const each of record.cases) each.id = 'other@one';
    });
    expect(quantityChange(timeRule, renamed, recordTaking(2)).movement).toBe('new');
    expect(quantityChange(timeRule, recordTaking(2), renamed).movement).toBe('gone');
  });

  it('is a difference on the linear scale', () => {
    const linear = { ...timeRule, scale: 'linear' } as const;
    const { movement, change } = quantityChange(linear, recordTaking(1), recordTaking(1.05));
    expect(movement).toBe('moved');
    expect(change?.interval.estimate).toBeCloseTo(0.05, 6);
    expect(quantityChange(linear, recordTaking(1), recordTaking(1.01)).movement).toBe('same');
  });
});
