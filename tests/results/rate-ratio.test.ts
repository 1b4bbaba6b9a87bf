import { expect, it } from 'vitest';
import { evaluate } from '#results/quantity.ts';
import { rateRatio } from '#results/rate-ratio.ts';
import type { Trial } from '#results/record.ts';
import { sampleRecord } from '../support/sample-record.ts';

it('a case that does three times the work in twice the time works at 1.5 times the rate', () => {
  const record = sampleRecord('sample', '2c-sample');
  record.cases[0]?.points.push({ at: 32, flops: 300, sequentialSteps: 1 });
  for (const { runs } of record.blocks) {
    const trial = runs[0]?.trials[0] as Trial;
    const doubled = trial.samplesMs.map((ms) => 2 * ms);
    runs[0]?.trials.push({ ...trial, at: 32, samplesMs: doubled });
  }
  const [slow, fast] = [16, 32].map((at) => ({ case: 'layer@one', at }));
  if (slow === undefined || fast === undefined) throw new Error('There are two points.');
  expect(evaluate(rateRatio({ of: fast, over: slow }), record).estimate).toBeCloseTo(1.5, 12);
});
