import type { ChartAxis, ChartPoint, ChartSeries } from '#charts/line-chart.ts';
import { evaluate, pointsOf, ratio, type TimedRule } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { partShare, predicted } from '#results/share-rules.ts';
import { describeSeries } from './describe-chart.ts';
import type { FigureDefinition, Locale } from './figure.ts';
import { scheduleNames as names, type Schedule, stepTimeline } from './pipeline-bubble-timeline.ts';
import { networkStyles } from './record-series.ts';

const schedules = ['gpipe', '1f1b'] as const;
const ticks = [1, 2, 4, 8, 16];
const stages = 2;

function countAxis(locale: Locale): ChartAxis {
  return { label: { en: 'micro-batches M', zh: '微批次数 M' }[locale], scale: 'log', ticks };
}

/** A rule over the micro-batches of a schedule, with its intervals, times a factor. */
function pointsOver(
  record: MeasuredRecord,
  schedule: Schedule,
  factor: number,
  ruleOf: (M: number) => TimedRule,
): ChartPoint[] {
  return pointsOf(record, `${schedule}@one`).map(({ at }) => {
    const value = evaluate(ruleOf(at), record);
    if (value.kind !== 'timed') throw new TypeError('This rule is timed.');
    const { estimate, low, high } = value.interval(0.95);
    return { x: at, y: factor * estimate, low: factor * low, high: factor * high };
  });
}

/** A series a schedule, then the reader's own. */
function bothSchedules(
  record: MeasuredRecord,
  local: MeasuredRecord | undefined,
  locale: Locale,
  points: (source: MeasuredRecord, schedule: Schedule) => ChartPoint[],
): ChartSeries[] {
  const published = schedules.map((schedule) => ({
    id: schedule,
    label: names[schedule],
    kind: 'measured' as const,
    ...networkStyles[schedule],
    points: points(record, schedule),
  }));
  if (local === undefined) return published;
  const here = { en: 'this machine', zh: '本机' }[locale];
  const own = schedules.map((schedule, index) => ({
    id: `${schedule}-local`,
    label: index === 0 ? here : '',
    kind: 'local' as const,
    dash: 'dashed' as const,
    ...networkStyles[schedule],
    points: points(local, schedule),
  }));
  return [...published, ...own];
}

/** A closed form over M, from the experiment's own predictions. */
function theory(record: MeasuredRecord, name: string, factor: number, label: string): ChartSeries {
  const points = ticks.map((x) => ({
    x,
    y: factor * evaluate(predicted(`${name}-m${x}`, 'ratio'), record).estimate,
  }));
  return { id: `theory-${name}`, label, kind: 'theory', color: 'muted', marker: 'circle', points };
}

/** The pictures of the pipeline: its bubble, two steps as they ran, and what it gains. */
export const pipelineBubbleFigures: Record<string, FigureDefinition> = {
  bubble: {
    title: {
      en: 'Idle share of two workers against the number of micro-batches',
      zh: '两个工作线程的空闲份额与微批次数',
    },
    kinds: ['overlap'],
    chart(record, locale, local) {
      const series = bothSchedules(record, local, locale, (source, schedule) =>
        pointsOver(source, schedule, 100, (M) =>
          partShare({ case: `${schedule}@one`, at: M }, 'idle', stages),
        ),
      );
      return {
        kind: 'lines',
        title: this.title[locale],
        description: describeSeries(series, { symbol: 'M', unit: ' %' }, locale),
        x: countAxis(locale),
        y: {
          label: { en: 'Idle share, % (95 % interval)', zh: '空闲份额（%；95% 置信区间）' }[locale],
          scale: 'linear',
          min: 0,
          max: 60,
          ticks: [0, 10, 20, 30, 40, 50],
        },
        series: [...series, theory(record, 'bubble', 100, '(K − 1)/(M + K − 1)')],
      };
    },
  },
  'timeline-gpipe': stepTimeline('gpipe'),
  'timeline-1f1b': stepTimeline('1f1b'),
  'speed-up': {
    title: {
      en: 'Speed-up by a second worker against the number of micro-batches',
      zh: '第二个工作线程带来的加速比与微批次数',
    },
    kinds: ['overlap', 'cores'],
    chart(record, locale, local) {
      const series = bothSchedules(record, local, locale, (source, schedule) =>
        pointsOver(source, schedule, 1, (M) =>
          ratio({
            of: { case: 'one-worker@one', at: M },
            over: { case: `${schedule}@one`, at: M },
          }),
        ),
      );
      const best: ChartSeries = {
        id: 'over-undivided',
        label: { en: 'GPipe over the undivided step', zh: 'GPipe 相对整批一步' }[locale],
        shortLabel: { en: 'over undivided', zh: '相对整批' }[locale],
        kind: 'measured',
        ...networkStyles['one-worker'],
        points: pointsOver(record, 'gpipe', 1, (M) =>
          ratio({ of: { case: 'undivided@one', at: 1 }, over: { case: 'gpipe@one', at: M } }),
        ),
      };
      return {
        kind: 'lines',
        title: this.title[locale],
        description: describeSeries([...series, best], { symbol: 'M', unit: '×' }, locale),
        x: countAxis(locale),
        y: {
          label: {
            en: 'Time of one worker over time of two (95 % interval)',
            zh: '一个工作线程的用时 ÷ 两个的用时（95% 置信区间）',
          }[locale],
          shortLabel: { en: 'Speed-up', zh: '加速比' }[locale],
          scale: 'linear',
          min: 0,
          max: 2.2,
          ticks: [0, 0.5, 1, 1.5, 2],
        },
        series: [...series, best, theory(record, 'speed-up', 1, 'KM/(M + K − 1)')],
      };
    },
  },
};
