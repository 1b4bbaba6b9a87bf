import { describe, expect, it } from 'vitest';
import { firstCall, peakMemory } from '#results/process-rules.ts';
import { evaluate } from '#results/quantity.ts';
import { sampleRecord } from '../support/sample-record.ts';

describe('the first call', () => {
  it('is the cold time of each block', () => {
    const value = evaluate(firstCall({ case: 'layer@one', at: 16 }), sampleRecord('sample', 'a'));
    expect(value).toMatchObject({ unit: 'ms', perBlock: [9, 9] });
  });
});

describe('the memory of a process', () => {
  it('is its peak above that of an empty process of the same block, in MiB', () => {
    const record = sampleRecord('sample', 'a');
    for (const [index, block] of record.blocks.entries()) {
      block.emptyPeakRssBytes = 100 * 2 ** 20;
      for (const run of block.runs) run.peakRssBytes = (150 + index) * 2 ** 20;
    }
    expect(peakMemory(record, 'layer@one')).toEqual([50, 51]);
  });

  it('is unknown where no empty process was looked at, or where the case did not run', () => {
    const record = sampleRecord('sample', 'a');
    expect(peakMemory(record, 'layer@one')).toBeUndefined();
    for (const block of record.blocks) block.emptyPeakRssBytes = 1;
    expect(peakMemory(record, 'other@one')).toBeUndefined();
  });
});
