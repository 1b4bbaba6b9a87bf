import { describe, expect, it } from 'vitest';
import {
  type CostModel,
  fixedCost,
  fixedOverWork,
  modelledTime,
  overModel,
} from '#results/cost-model.ts';
import { evaluate } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';

const point = (network: string, at: number) => ({ case: `${network}@one`, at });

/**
 * Made by t = s/100 + FLOPs/R with R = 1000 and 500 FLOP per ms in the two blocks: a chain of 100 and
 * of 400 operations, a product without any, and a layer of 10 operations that takes twice its time.
 * Beside them a line of 1 ms and 200 FLOP per ms.
 */
const record = {
  experiment: 'sample',
  predictions: { 'chain-kernels-1': 100, 'chain-kernels-4': 400, 'layer-kernels-4': 10 },
  cases: [
    ['chain', [200, 800]],
    ['product', [1000, 4000]],
    ['layer', [500, 2000]],
    ['line', [100, 400]],
  ].map(([network, flops]) => ({
    id: `${network}@one`,
    points: [1, 4].map((at, index) => ({ at, flops: (flops as number[])[index] })),
  })),
  blocks: [1000, 500].map((rate) => ({
    startedAt: '2026-01-02T03:04:05.000Z',
    runs: [
      { case: 'chain@one', trials: times([1 + 200 / rate, 4 + 800 / rate]) },
      { case: 'product@one', trials: times([1000 / rate, 4000 / rate]) },
      { case: 'layer@one', trials: times([1, 2 * (0.1 + 2000 / rate)]) },
      { case: 'line@one', trials: times([1.5, 3]) },
    ],
  })),
} as unknown as MeasuredRecord;

function times(ms: number[]) {
  return ms.map((each, index) => ({ at: index === 0 ? 1 : 4, samplesMs: [each] }));
}

const model: CostModel = {
  fixedFrom: point('chain', 1),
  rateAt: point('product', 4),
  countsKernels: true,
};

describe('the model, fitted to a record that it made', () => {
  it.each([
    ['the cost of one operation', fixedCost(model), [0.01, 0.01]],
    ['the chain at another point', overModel(model, point('chain', 4)), [1, 1]],
    ['a layer that takes twice its time', overModel(model, point('layer', 4)), [2, 2]],
    ['the layer’s modelled time', modelledTime(model, point('layer', 4)), [2.1, 4.1]],
  ])('gives %s', (_name, rule, expected) => {
    const value = evaluate(rule, record);
    if (value.kind !== 'timed') throw new TypeError('Expected a timed quantity.');
    for (const [block, each] of value.perBlock.entries()) {
      expect(each).toBeCloseTo(expected[block] as number, 12);
    }
  });

  it('of one case passes through both points: 1 ms besides the work at 200 FLOP per ms', () => {
    const between = { fixedFrom: point('line', 1), rateAt: point('line', 4) };
    expect(evaluate(fixedCost(between), record).estimate).toBeCloseTo(1, 12);
    for (const end of [point('line', 1), point('line', 4)]) {
      expect(evaluate(overModel(between, end), record).estimate).toBeCloseTo(1, 12);
    }
    // 1 ms is the work of 200 FLOP, and a point has 100.
    const value = evaluate(fixedOverWork(between, point('line', 1)), record);
    expect(value).toMatchObject({ unit: 'count', estimate: expect.closeTo(2, 12) });
  });
});

it('an operation count that the experiment does not state is named', () => {
  const uncounted = { ...model, fixedFrom: point('product', 1) };
  expect(() => evaluate(fixedCost(uncounted), record)).toThrow('product-kernels-1');
});
