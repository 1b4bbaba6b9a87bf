import { describe, expect, it } from 'vitest';
import { evaluate } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import {
  amdahlCeiling,
  observationOf,
  observed,
  partShare,
  predicted,
  shareOfTime,
  throughput,
} from '#results/share-rules.ts';

const trial = (at: number, samplesMs: number[], partsMs?: Record<string, number[]>) => ({
  at,
  samplesMs,
  partsMs,
});

/** Two blocks: the encoder takes 2 of 8 ms and 3 of 12; two workers idle for a share of their time. */
const record = {
  experiment: 'sample',
  predictions: { bubble: 0.2 },
  observations: [
    { case: 'lstm@one', at: 4, name: 'longest-path', shape: [1], values: [41] },
    { case: 'lstm@one', at: 4, name: 'flops', shape: [2], values: [3, 9], labels: ['a', 'b'] },
  ],
  blocks: [
    [2, 8, 1.6],
    [3, 12, 2.4],
  ].map(([encode, whole, idle]) => ({
    startedAt: '2026-01-02T03:04:05.000Z',
    runs: [
      { case: 'encode@one', trials: [trial(1, [encode as number])] },
      { case: 'whole@one', trials: [trial(1, [whole as number], { idle: [idle as number] })] },
    ],
  })),
} as unknown as MeasuredRecord;

const encode = { case: 'encode@one', at: 1 };
const whole = { case: 'whole@one', at: 1 };
const lstm = { case: 'lstm@one', at: 4 };

describe('a rule', () => {
  it.each([
    ['share of time: 2/8 and 3/12', shareOfTime({ of: encode, over: whole }), 0.25],
    ['Amdahl’s ceiling: 1/(1 − 1/4)', amdahlCeiling({ of: encode, over: whole }), 4 / 3],
    ['idle share of two workers: 1.6/16 and 2.4/24', partShare(whole, 'idle', 2), 0.1],
    ['a part that no sample has', partShare(whole, 'backward', 2), 0],
    ['prediction', predicted('bubble', 'share'), 0.2],
    ['finding', observed(lstm, 'longest-path', 'count'), 41],
    ['labelled finding', observed(lstm, 'flops', 'ratio', 'b'), 9],
  ])('%s', (_name, rule, expected) => {
    expect(evaluate(rule, record).estimate).toBeCloseTo(expected, 12);
  });

  it('throughput: 16 sequences in 2 and in 3 ms', () => {
    const value = evaluate(throughput(encode, 16, 'sequences/s'), record);
    expect(value).toMatchObject({ unit: 'sequences/s', perBlock: [8000, 16_000 / 3] });
  });

  it.each([
    [partShare(encode, 'idle'), 'has no timeline of encode@one at 1'],
    [predicted('buble', 'share'), 'predicts no "buble"; it predicts bubble'],
    [observed(lstm, 'kernels', 'count'), 'has no "kernels" of lstm@one at 4'],
    [observed(lstm, 'flops', 'count'), 'has 2 values (a, b); received no label'],
    [observed(lstm, 'flops', 'count', 'c'), 'received c'],
  ])('that the record cannot answer says why', (rule, message) => {
    expect(() => evaluate(rule, record)).toThrow(message);
  });

  it('finds a finding whole', () => {
    expect(observationOf(record, lstm, 'flops').labels).toEqual(['a', 'b']);
  });
});
