import { describe, expect, it } from 'vitest';
import type { MeasuredRecord } from '#results/record.ts';
import { dayMeans, recordInterval } from '#results/record-interval.ts';

const blocksOn = (...days: number[]) =>
  days.map((day) => ({ startedAt: `2026-01-0${day}T10:00:00.000Z` })) as MeasuredRecord['blocks'];
const stopping = { minBlocks: 8, maxBlocks: 16, targetHalfWidth: 0.03, budgetMs: 1, by: 'blocks' };

describe('the interval of a record', () => {
  it('of four blocks of one day is that of the mean: 2.5 ± 3.182446 · 1.290994 / 2', () => {
    const { low, high } = recordInterval(
      { blocks: blocksOn(1, 1, 1, 1) },
      [1, 2, 3, 4],
      'linear',
      0.95,
    );
    expect(low).toBeCloseTo(2.5 - (3.182_446 * 1.290_994) / 2, 4);
    expect(high).toBeCloseTo(2.5 + (3.182_446 * 1.290_994) / 2, 4);
  });

  it('takes t at 0.98 where its blocks were looked at to stop: 3.481909 for 3 degrees', () => {
    const record = { blocks: blocksOn(1, 1, 1, 1), stopping } as unknown as MeasuredRecord;
    const { low, high, level } = recordInterval(record, [1, 2, 3, 4], 'linear', 0.95);
    expect((high - low) / 2).toBeCloseTo((3.481_909 * 1.290_994) / 2, 4);
    expect(level).toBe(0.95);
  });

  it('of two days is over the blocks, as of one', () => {
    const values = [1, 2, 3, 4];
    const one = recordInterval({ blocks: blocksOn(1, 1, 1, 1) }, values, 'linear', 0.95);
    expect(recordInterval({ blocks: blocksOn(1, 1, 2, 2) }, values, 'linear', 0.95)).toEqual(one);
  });

  it('of three days is over the days: means 2, 4 and 6 give 4 ± 4.302653 · 2 / √3', () => {
    const record = { blocks: blocksOn(1, 1, 2, 2, 3) };
    const { estimate, low } = recordInterval(record, [1, 3, 3.9, 4.1, 6], 'linear', 0.95);
    expect(estimate).toBeCloseTo(4, 12);
    expect(low).toBeCloseTo(4 - (4.302_653 * 2) / Math.sqrt(3), 4);
  });

  it('leaves voided blocks out of the days', () => {
    const [first, second] = blocksOn(1, 2) as [MeasuredRecord['blocks'][number], never];
    const blocks = [{ ...first, voided: 'noise' }, first, second];
    expect(dayMeans({ blocks }, [4, 9], 'log')).toEqual(
      [4, 9].map((value) => expect.closeTo(value)),
    );
  });
});
