import type { ChartAxis, ChartPoint, ChartSeries, LineChart } from './line-chart.ts';

/**
 * A reader's own points beside published series: thin and dashed, in the colours of theirs. Series
 * without a point of hers are left out; one label tells what the thin lines are.
 */
export function ownSeries(
  published: readonly ChartSeries[],
  label: string,
  pointsOf: (series: ChartSeries) => ChartPoint[],
): ChartSeries[] {
  return published
    .map((series) => ({ ...series, points: pointsOf(series) }))
    .filter(({ points }) => points.length > 0)
    .map(({ case: _, shortLabel: __, ...series }, index) => ({
      ...series,
      id: `${series.id}-local`,
      label: index === 0 ? label : '',
      kind: 'local',
      dash: 'dashed',
    }));
}

/** An axis without the ends and ticks that were chosen for the published points alone. */
export function chosenForAll({ min: _, max: __, ticks: ___, ...axis }: ChartAxis): ChartAxis {
  return axis;
}

/** A time that a record gives for a case at a point, with the ends of its interval, in ms. */
export interface EstimatedTime {
  case: string;
  at: number;
  estimateMs: number;
  lowMs: number;
  highMs: number;
}

/** A chart of times with those of another record beside them; the axis makes room for both. */
export function withOwnTimes(
  chart: LineChart,
  times: readonly EstimatedTime[],
  label: string,
): LineChart {
  const pointsOf = (series: ChartSeries) =>
    times
      .filter((each) => each.case === series.case)
      .map(({ at, estimateMs, lowMs, highMs }) => ({
        x: at,
        y: estimateMs,
        low: lowMs,
        high: highMs,
      }));
  return {
    ...chart,
    y: chosenForAll(chart.y),
    series: [...chart.series, ...ownSeries(chart.series, label, pointsOf)],
  };
}
