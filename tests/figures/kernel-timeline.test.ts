import { describe, expect, it } from 'vitest';
import type { ShareBars } from '#charts/share-bars.ts';
import type { Timeline } from '#charts/timeline.ts';
import family from '#figures/kernel-timeline.ts';
import experiment from '#lab/experiments/kernel-timeline.ts';
import { evaluate } from '#results/quantity.ts';
import type { MeasuredRecord, Span, Trial } from '#results/record.ts';
import { checkFamily, estimateOf } from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** Parts of a pass in the order in which a layer runs them, with shares of work and of time. */
const parts = {
  embedding: [0, 0.02],
  projection: [0.3, 0.2],
  layout: [0, 0.05],
  attention: [0.3, 0.1],
  softmax: [0.01, 0.05],
  norm: [0.01, 0.2],
  'feed-forward': [0.35, 0.2],
  'element-wise': [0.01, 0.05],
  output: [0.02, 0.03],
  dispatch: [0, 0.1],
} as const;
const names = Object.keys(parts) as (keyof typeof parts)[];

/** Two layers of three kernels, with gaps of 0.1 ms between them. */
const timeline = [
  'projection',
  'attention',
  'feed-forward',
  'projection',
  'attention',
  'feed-forward',
]
  .flatMap((part, index): Omit<Span, 'lane'>[] => [
    { part: 'dispatch', startMs: index, endMs: index + 0.1 },
    { part, label: '_MatMul', startMs: index + 0.1, endMs: index + 1 },
  ])
  .map((span) => ({ lane: 0, ...span }));

function watched(trial: Trial, keepTimeline: boolean): Trial {
  const [ms] = trial.samplesMs as [number];
  return {
    ...trial,
    partsMs: Object.fromEntries(names.map((part) => [part, [ms * parts[part][1]]])),
    ...(keepTimeline && { spans: timeline }),
  };
}

const made = madeRecord(experiment, (_, n) => n / 8);
const record: MeasuredRecord = {
  ...made,
  observations: [16, 64, 256].map((at) => ({
    case: 'pass@one',
    at,
    name: 'flops-by-part',
    shape: [names.length],
    values: names.map((part) => 1e6 * parts[part][0]),
    labels: names,
  })),
  blocks: made.blocks.map((block, index) => ({
    ...block,
    runs: block.runs.map((run) =>
      run.case === 'pass@one'
        ? { ...run, trials: run.trials.map((trial) => watched(trial, index === 0)) }
        : run,
    ),
  })),
};

const isTimed = (key: string) => family.quantities[key]?.rule.kind === 'timed';
const timedPredictions = Object.entries(family.predictions).filter(([, { quantity }]) =>
  isTimed(quantity),
);
checkFamily({ ...family, predictions: Object.fromEntries(timedPredictions) }, record);

describe('what is quoted', () => {
  it.each([
    ['products-time-256', 0.53],
    ['weights-time-256', 0.43],
    ['statistics-time-256', 0.25],
    ['element-wise-time-256', 0.07],
    ['dispatch-time-16', 0.1],
    // All but QKᵀ, softmax and AV.
    ['per-position-time-256', 0.85],
    ['products-flops-256', 0.97],
    ['statistics-flops-256', 0.02],
    ['watching-256', 1],
    // Six kernels in the timeline that is kept; the gaps are none.
    ['kernels', 6],
    // 0.97 MFLOP in 53 % of 32 ms and of 32.32 ms.
    ['products-rate-256', 0.97e-3 / (0.53 * 32e-3 * Math.sqrt(1.01))],
  ])('%s is %d', (key, expected) => {
    expect(estimateOf(family, key, record)).toBeCloseTo(expected, 10);
  });

  it('predicts the share of attention’s work of an exact number', () => {
    const { quantity, predicted } = family.predictions['attention-flops-256'] ?? {};
    expect(isTimed(quantity as string)).toBe(false);
    // 24n²d of 120nd² + 24n²d at n = 256, d = 128.
    const [core, rest] = [24 * 256 ** 2 * 128, 120 * 256 * 128 ** 2];
    expect(predicted && evaluate(predicted, record).estimate).toBeCloseTo(core / (core + rest), 12);
  });
});

it('draws shares that sum to 1 in every bar, and no work between kernels', () => {
  const chart = family.figures['shares']?.chart(record, 'en') as ShareBars;
  for (const bar of chart.bars.keys()) {
    const sum = chart.parts.reduce((all, { shares }) => all + (shares[bar] as number), 0);
    expect(sum).toBeCloseTo(1, 12);
  }
  const dispatch = chart.parts.find(({ id }) => id === 'dispatch');
  expect(dispatch?.shares[0]).toBe(0);
  expect(dispatch?.shares[1]).toBeCloseTo(0.1, 12);
});

it('cuts the first layer out of the timeline, from its first product to its last kernel', () => {
  const chart = family.figures['timeline']?.chart(record, 'en') as Timeline;
  const [short] = chart.lanes;
  expect(short?.spans.map(({ kind }) => kind)).toEqual([
    'weights',
    'dispatch',
    'attention',
    'dispatch',
    'weights',
  ]);
  expect(short?.spans[0]).toMatchObject({ label: 'MatMul', startMs: 0 });
  expect(short?.spans.at(-1)?.endMs).toBeCloseTo(2.9, 12);
});
