import { expect, it } from 'vitest';
import type { MeasuredRecord } from '#results/record.ts';
import { flopShare, kernelCalls, partRate, timelineOf, timeShare } from '#results/work-shares.ts';
import { sampleRecord } from '../support/sample-record.ts';

const point = { case: 'layer@one', at: 16 };

/** Two blocks of three samples: a product, a softmax, and what lies between. */
function watched(): MeasuredRecord {
  const record = sampleRecord('sample', 'machine');
  const [first, second] = record.blocks.map((block) => block.runs[0]?.trials[0]);
  Object.assign(first as object, {
    samplesMs: [10, 10, 20],
    partsMs: { product: [5, 6, 8], softmax: [1, 1, 2], dispatch: [4, 3, 10] },
    spans: [
      { lane: 0, part: 'dispatch', startMs: 0, endMs: 1 },
      { lane: 0, part: 'product', label: 'MatMul', startMs: 1, endMs: 7 },
      { lane: 0, part: 'softmax', label: 'Softmax', startMs: 7, endMs: 8 },
    ],
  });
  Object.assign(second as object, {
    samplesMs: [10, 10, 10],
    partsMs: { product: [2, 4, 3], dispatch: [8, 6, 7] },
  });
  return {
    ...record,
    observations: [
      {
        case: 'layer@one',
        at: 16,
        name: 'flops-by-part',
        shape: [2],
        values: [9e6, 1e6],
        labels: ['product', 'softmax'],
      },
    ],
  };
}

it.each([
  [['product'], 0.9],
  [['product', 'softmax'], 1],
  [['dispatch'], 0],
])('finds the share of the work that %j does', (parts, expected) => {
  expect(flopShare(point, parts).value(watched())).toBeCloseTo(expected, 12);
});

it.each([
  // Samples of the first block: 5/10, 6/10, 8/20; of the second: 2/10, 4/10, 3/10.
  [['product'], [0.5, 0.3]],
  [
    ['product', 'softmax'],
    [0.6, 0.3],
  ],
  [['norm'], [0, 0]],
])('finds the share of the time that %j takes, block by block', (parts, expected) => {
  const shares = timeShare(point, parts).perBlock(watched());
  for (const [block, share] of expected.entries()) expect(shares[block]).toBeCloseTo(share, 12);
});

it('divides the work of a part by its own time', () => {
  // 9 MFLOP in 6 ms and in 3 ms.
  expect(partRate(point, ['product']).perBlock(watched())).toEqual([1.5, 3]);
});

it('counts the kernels of the timeline that is kept, without the gaps', () => {
  expect(timelineOf(watched(), point)).toHaveLength(3);
  expect(kernelCalls(point, 'dispatch').value(watched())).toBe(2);
});

it('says so where nothing was watched', () => {
  const record = sampleRecord('sample', 'machine');
  for (const read of [
    () => timeShare(point, ['product']).perBlock(record),
    () => timelineOf(record, point),
  ]) {
    expect(read).toThrow('The record of "sample" has no timeline of layer@one at 16.');
  }
});
