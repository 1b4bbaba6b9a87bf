import { describe, expect, it } from 'vitest';
import { AbsentQuantity } from '#results/absent-quantity.ts';
import { evaluate } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { crossoverOf, serialShare } from '#results/scaling-rules.ts';
import { sampleRecord } from '../support/sample-record.ts';

/** Two cases at two points, in two blocks that are equal but for a common factor. */
function twoCases(times: Record<string, [number, number]>): MeasuredRecord {
  const record = sampleRecord('sample', 'here');
  const [entry] = record.cases;
  const [first] = record.blocks[0]?.runs ?? [];
  if (entry === undefined || first === undefined) throw new Error('no sample');
  const points = [16, 64].map((at) => ({ at, flops: 1, sequentialSteps: 1 }));
  record.cases = Object.keys(times).map((id) => ({
    ...entry,
    id,
    threads: id.endsWith('@all') ? 2 : 1,
    points,
  }));
  record.blocks = record.blocks.map((block, index) => ({
    ...block,
    order: Object.keys(times),
    runs: Object.entries(times).map(([id, ms]) => ({
      ...first,
      case: id,
      trials: points.map(({ at }, place) => ({
        ...(first.trials[0] as (typeof first.trials)[number]),
        at,
        samplesMs: [(ms[place] as number) * (1 + index / 10)],
      })),
    })),
  }));
  return record;
}

describe('the serial share', () => {
  // Amdahl with s = 1/4 on two processors: 1/S = 1/4 + (3/4)/2 = 5/8, so 8 ms become 5 ms.
  it("is Amdahl's s, from the speed-up in each block", () => {
    const record = twoCases({ 'a@one': [8, 8], 'a@all': [5, 5] });
    const rule = serialShare({ one: { case: 'a@one', at: 16 }, all: { case: 'a@all', at: 16 } });
    const value = evaluate(rule, record);
    expect(value).toMatchObject({ unit: 'share', kind: 'timed' });
    expect((value as { perBlock: number[] }).perBlock[1]).toBeCloseTo(0.25, 10);
    expect(value.estimate).toBeCloseTo(0.25, 10);
  });
});

it('the serial share of a machine with one thread is absent', () => {
  const record = twoCases({ 'a@one': [8, 8], 'b@one': [8, 8] });
  const rule = serialShare({ one: { case: 'a@one', at: 16 }, all: { case: 'b@one', at: 16 } });
  expect(() => evaluate(rule, record)).toThrow(AbsentQuantity);
});

describe('a crossover', () => {
  // On logarithms 2 : 1 at 16 and 1 : 2 at 64 cross half way, at √(16 · 64) = 32.
  it('lies where two cases take equally long', () => {
    const value = evaluate(
      crossoverOf('a@one', 'b@one'),
      twoCases({ 'a@one': [2, 1], 'b@one': [1, 2] }),
    );
    expect(value.estimate).toBeCloseTo(32, 10);
  });

  it('of cases that do not cross is absent', () => {
    const record = twoCases({ 'a@one': [2, 3], 'b@one': [1, 2] });
    const evaluated = () => evaluate(crossoverOf('a@one', 'b@one'), record);
    expect(evaluated).toThrow(AbsentQuantity);
    expect(evaluated).toThrow('In block 0 of "sample", a@one and b@one do not cross.');
  });
});
