import { describe, expect, it } from 'vitest';
import { evaluate } from '#results/quantity.ts';
import { ratioToSum } from '#results/ratio-to-sum.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { sampleRecord } from '../support/sample-record.ts';

/** Three cases, of which each block knows one time: 12, 1 and 3 ms, then 20, 2 and 6 ms. */
function threeCases(): MeasuredRecord {
  const record = sampleRecord('sample', '2c-sample');
  const timesMs = [
    { 'whole@one': 12, 'left@one': 1, 'right@one': 3 },
    { 'whole@one': 20, 'left@one': 2, 'right@one': 6 },
  ];
  const blocks = record.blocks.map((block, index) => ({
    ...block,
    runs: Object.entries(timesMs[index] as object).map(([name, ms]) => {
      const run = block.runs[0] as MeasuredRecord['blocks'][number]['runs'][number];
      return {
        ...run,
        case: name,
        trials: run.trials.map((each) => ({ ...each, samplesMs: [ms] })),
      };
    }),
  }));
  return { ...record, blocks };
}

const point = (name: string) => ({ case: `${name}@one`, at: 16 });

describe('the ratio to a sum', () => {
  it('adds the parts within each block: 12 over 1 + 3, 20 over 2 + 6', () => {
    const rule = ratioToSum({ of: point('whole'), over: [point('left'), point('right')] });
    expect(evaluate(rule, threeCases())).toMatchObject({ unit: 'ratio', perBlock: [3, 2.5] });
  });

  it('names a case that the record does not have', () => {
    const rule = ratioToSum({ of: point('whole'), over: [point('lost')] });
    expect(() => evaluate(rule, threeCases())).toThrow('has no trial of lost@one at 16');
  });
});
