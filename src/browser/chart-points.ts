import { layoutLineChart } from '#charts/chart-layout.ts';
import type { ChartPoint, ChartSeries, LineChart } from '#charts/line-chart.ts';
import { numberLabel } from '#charts/number-label.ts';
import type { ChartWidth } from '#charts/svg-document.ts';

/** A measured point of a drawn chart: where it stands, in px of the drawing, and what it says. */
export interface DrawnPoint {
  x: number;
  y: number;
  text: string;
}

/** Every measured point of a chart, series by series. `interval` holds `{low}` and `{high}`. */
export function drawnPoints(chart: LineChart, width: ChartWidth, interval: string): DrawnPoint[] {
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
  const short = (value: number) => numberLabel(Number(value.toPrecision(3)));
  if (low === undefined || high === undefined) return short(y);
  return `${short(y)} ${interval.replace('{low}', short(low)).replace('{high}', short(high))}`;
}

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
