import { axisFraction } from '#charts/axis-scale.ts';
import type { Chart } from '#charts/chart.ts';
import { layoutLineChart } from '#charts/chart-layout.ts';
import type { IntervalBars } from '#charts/interval-bars.ts';
import { layoutIntervalBars } from '#charts/interval-layout.ts';
import type { ChartPoint, ChartSeries, LineChart } from '#charts/line-chart.ts';
import { numberLabel } from '#charts/number-label.ts';
import type { ChartWidth } from '#charts/svg-document.ts';

/** A measured point of a drawn chart: where it stands, in px of the drawing, and what it says. */
export interface DrawnPoint {
  x: number;
  y: number;
  text: string;
}

/** Every measured point of a chart, in its order. `interval` holds `{low}` and `{high}`. */
export function drawnPoints(chart: Chart, width: ChartWidth, interval: string): DrawnPoint[] {
  if (chart.kind === 'lines') return pointsOfLines(chart, width, interval);
  if (chart.kind === 'interval-bars') return pointsOfRows(chart, width, interval);
  return [];
}

function pointsOfRows(chart: IntervalBars, width: ChartWidth, interval: string): DrawnPoint[] {
  const { rows, area, x } = layoutIntervalBars(chart, width);
  return chart.rows.map(({ label, value, text, low, high }, index) => ({
    x: area.left + axisFraction(x, value) * (area.right - area.left),
    y: rows[index]?.centre ?? 0,
    text: [`${label}: ${text}`, ...intervalTexts({ low, high }, interval)].join(' '),
  }));
}

function pointsOfLines(chart: LineChart, width: ChartWidth, interval: string): DrawnPoint[] {
  return layoutLineChart(chart, width).drawn.flatMap(({ series, points, spots }) =>
    series.kind === 'theory'
      ? []
      : points.flatMap((point, index) => {
          const spot = spots[index];
          if (spot === undefined) return [];
          const place = `${chart.x.label} ${numberLabel(point.x)}`;
          return [
            { ...spot, text: `${nameOf(series, chart)} · ${place}: ${valueText(point, interval)}` },
          ];
        }),
  );
}

/** A reader's own series is called as the published one that it stands beside. */
function nameOf({ id, kind, label }: ChartSeries, chart: LineChart): string {
  if (kind !== 'local') return label;
  const published = chart.series.find((each) => `${each.id}-local` === id);
  const own = chart.series.find((each) => each.kind === 'local' && each.label !== '');
  return [published?.label, own?.label].filter(Boolean).join(' · ');
}

function valueText({ y, low, high }: ChartPoint, interval: string): string {
  return [short(y), ...intervalTexts({ low, high }, interval)].join(' ');
}

/** The interval in words, where there is one. */
function intervalTexts({ low, high }: { low?: number; high?: number }, interval: string): string[] {
  if (low === undefined || high === undefined) return [];
  return [interval.replace('{low}', short(low)).replace('{high}', short(high))];
}

const short = (value: number) => numberLabel(Number(value.toPrecision(3)));

/** The point nearest to a place in the drawing, if one lies within reach (px of the drawing). */
export function nearestPoint(
  points: readonly DrawnPoint[],
  at: { x: number; y: number },
  reach: number,
): DrawnPoint | undefined {
  let nearest: DrawnPoint | undefined;
  let least = reach;
  for (const point of points) {
    const distance = Math.hypot(point.x - at.x, point.y - at.y);
    if (distance > least) continue;
    [nearest, least] = [point, distance];
  }
  return nearest;
}
