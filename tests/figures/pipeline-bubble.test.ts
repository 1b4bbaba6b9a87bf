import { expect, it } from 'vitest';
import type { ChartSeries } from '#charts/line-chart.ts';
import family from '#figures/pipeline-bubble.ts';
import experiment from '#lab/experiments/pipeline-bubble.ts';
import { type Schedule, trainingOperations } from '#lab/parallel/schedule.ts';
import { simulateSchedule } from '#lab/parallel/simulate.ts';
import { joinTrace } from '#lab/parallel/trace.ts';
import type { MeasuredRecord, Span, Trial } from '#results/record.ts';
import {
  checkFamily,
  estimateOf,
  expectAsPredicted,
  lineChartOf,
} from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** On a machine as theory has it a forward pass of the whole batch takes 40 ms on one thread. */
const forwardMs = 40;

function step(schedule: Schedule, workers: number, M: number) {
  const size = { stages: workers, microBatches: M };
  const operations = Array.from({ length: workers }, (_, stage) =>
    trainingOperations(schedule, size, stage),
  );
  const forward = forwardMs / workers / M;
  const times = operations.map(() => ({ forward, backward: 3 * forward }));
  return joinTrace(simulateSchedule(operations, times), 0);
}

/** The made-up record, with the timelines of its simulated steps. */
function withTimelines(record: MeasuredRecord): MeasuredRecord {
  for (const { index, runs } of record.blocks) {
    for (const { case: id, trials } of runs) {
      for (const trial of trials) addTimeline(trial, id, index);
    }
  }
  return record;
}

function addTimeline(trial: Trial, id: string, block: number): void {
  if (id === 'undivided@one') return;
  const spans = traceOf(id, trial.at)
    .intervals.flat()
    .map(
      ({ stage, kind, microBatch, startMs, endMs }): Span => ({
        lane: stage,
        part: kind,
        ...(microBatch !== undefined && { label: String(microBatch + 1) }),
        startMs,
        endMs,
      }),
    );
  const scale = 1.01 ** block;
  const sum = (part: string) =>
    spans
      .filter((span) => span.part === part)
      .reduce((total, { startMs, endMs }) => total + scale * (endMs - startMs), 0);
  const parts = ['forward', 'backward', 'idle'].map((part) => [part, [sum(part)]]);
  Object.assign(trial, { partsMs: Object.fromEntries(parts), ...(block === 0 && { spans }) });
}

const traceOf = (id: string, M: number) =>
  id === 'one-worker@one' ? step('gpipe', 1, M) : step(id === '1f1b@one' ? '1f1b' : 'gpipe', 2, M);

const record = withTimelines(
  madeRecord(experiment, (id, M) =>
    id === 'undivided@one' ? 3 * forwardMs : traceOf(id, M).makespanMs,
  ),
);
const numberOf = (key: string) => estimateOf(family, key, record);

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));

it('reads bubble and speed-up off the timelines', () => {
  expect(numberOf('gpipe-bubble-m4')).toBeCloseTo(1 / 5, 10);
  expect(numberOf('1f1b-bubble-m16')).toBeCloseTo(1 / 17, 10);
  expect(numberOf('gpipe-speed-up-m4')).toBeCloseTo(8 / 5, 10);
  expect(numberOf('gain-m4')).toBeCloseTo(8 / 5, 10);
  expect(numberOf('gpipe-slower-together-m8')).toBeCloseTo(1, 10);
  expect(numberOf('gpipe-over-undivided-m4')).toBeCloseTo((3 / 4) * (8 / 5), 10);
});

it('draws the measured share on the line of the formula, where the machine is as theory has it', () => {
  const { series } = lineChartOf(family, 'bubble', record);
  const pointsOf = (id: string) => (series.find((each) => each.id === id) as ChartSeries).points;
  for (const [index, { x, y }] of pointsOf('theory-bubble').entries()) {
    expect(pointsOf('gpipe')[index]?.x).toBe(x);
    expect(pointsOf('gpipe')[index]?.y).toBeCloseTo(y, 8);
    expect(pointsOf('1f1b')[index]?.y).toBeCloseTo(y, 8);
  }
});

it('draws every pass of both workers, and that 1F1B goes back before it has gone forward', () => {
  const [gpipe, oneByOne] = ['timeline-gpipe', 'timeline-1f1b'].map((key) => {
    const chart = family.figures[key]?.chart(record, 'en');
    if (chart?.kind !== 'timeline') throw new Error(`${key} is no timeline.`);
    return chart.lanes.map(({ spans }) =>
      spans
        .flatMap(({ kind, label }) => (label === undefined ? [] : [`${kind[0]}${label}`]))
        .join(' '),
    );
  });
  expect(gpipe?.[0]).toBe('f1 f2 f3 f4 b4 b3 b2 b1');
  expect(oneByOne?.[0]).toBe('f1 f2 b1 f3 b2 f4 b3 b4');
  expect(oneByOne?.[1]).toBe('f1 b1 f2 b2 f3 b3 f4 b4');
});
