import { describe, expect, it } from 'vitest';
import {
  evaluate,
  exponent,
  exponentAcross,
  rate,
  ratio,
  sequentialSteps,
  time,
  workRatio,
} from '#results/quantity.ts';
import type { Block, MeasuredRecord } from '#results/record.ts';
import { sampleRecord } from '../support/sample-record.ts';

/** Two cases over 16 and 64 whose times are known: a·n in the one, b·n² in the other. */
function twoCases(): MeasuredRecord {
  const record = sampleRecord('sample', '2c-sample');
  const points = [16, 64].map((at) => ({ at, flops: at * 1000, sequentialSteps: at }));
  const entry = record.cases[0] as MeasuredRecord['cases'][number];
  return {
    ...record,
    cases: [
      { ...entry, points },
      {
        ...entry,
        id: 'other@one',
        points: points.map((each) => ({ ...each, flops: 500 * each.at })),
      },
    ],
    blocks: record.blocks.map((block, index) => {
      const run = block.runs[0] as MeasuredRecord['blocks'][number]['runs'][number];
      const trial = run.trials[0] as (typeof run.trials)[number];
      const trials = (f: (at: number) => number) =>
        [16, 64].map((at) => ({ ...trial, at, samplesMs: [f(at) * 9, f(at), f(at) / 9] }));
      return {
        ...block,
        runs: [
          { ...run, trials: trials((at) => (index + 1) * at) },
          { ...run, case: 'other@one', trials: trials((at) => (index + 1) * at ** 2) },
        ],
      };
    }),
  };
}

const layer = { case: 'layer@one', at: 16 };
const other = { case: 'other@one', at: 16 };

describe('a quantity', () => {
  it('takes the median sample of each block', () => {
    expect(evaluate(time(layer), twoCases())).toMatchObject({ unit: 'ms', perBlock: [16, 32] });
  });

  it('pairs the sides of a ratio within each block', () => {
    const value = evaluate(ratio({ of: other, over: layer }), twoCases());
    expect(value).toMatchObject({ kind: 'timed', perBlock: [16, 16] });
    expect(value.estimate).toBeCloseTo(16, 12);
  });

  it('finds in each block the exponent over the points asked for', () => {
    const value = evaluate(exponent('other@one', 16, 64), twoCases());
    expect(value.estimate).toBeCloseTo(2, 12);
  });

  it('finds in each block the exponent over cases of different sizes', () => {
    // From 16 to 256 ms for twice the size: the fourth power.
    const sizes = [
      { size: 64, point: layer },
      { size: 128, point: other },
    ];
    const value = evaluate(exponentAcross(sizes), twoCases());
    expect(value.unit).toBe('exponent');
    for (const each of (value as { perBlock: number[] }).perBlock) expect(each).toBeCloseTo(4, 12);
  });

  it('divides work by time for a rate: 16,000 operations in 16 ms are 0.001 GFLOP/s', () => {
    const value = evaluate(rate(layer), twoCases());
    expect((value as { perBlock: number[] }).perBlock[0]).toBeCloseTo(0.001, 12);
  });

  it('is exact, without interval, where it follows from the closed forms', () => {
    expect(evaluate(workRatio({ of: layer, over: other }), twoCases())).toEqual({
      kind: 'exact',
      unit: 'ratio',
      estimate: 2,
    });
    expect(evaluate(sequentialSteps(layer), twoCases()).estimate).toBe(16);
  });

  it('leaves voided blocks out', () => {
    const record = twoCases();
    const [first, second] = record.blocks as [Block, Block];
    const blocks = [{ ...first, voided: 'the machine was busy' }, second, { ...second, index: 2 }];
    expect(evaluate(time(layer), { ...record, blocks })).toHaveProperty('perBlock', [32, 32]);
  });

  it('names the cases there are where one is asked for that is not', () => {
    expect(() =>
      evaluate(workRatio({ of: { case: 'lstm@one', at: 16 }, over: other }), twoCases()),
    ).toThrow('has no case "lstm@one"; it has layer@one, other@one');
  });
});
