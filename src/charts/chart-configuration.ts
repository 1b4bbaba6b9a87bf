import type { ChartConfiguration, ChartDataset, PointStyle } from 'chart.js';
import { axisOptions, baseOptions } from './axis-options.ts';
import { chartColor } from './chart-colors.ts';
import type { ChartLayout } from './chart-layout.ts';
import type { DrawnSeries } from './drawn-series.ts';
import { gridPlugin, titlesPlugin } from './frame-plugins.ts';
import type { ChartSeries, Marker } from './line-chart.ts';
import { errorBarsPlugin, labelsPlugin } from './series-plugins.ts';

/**
 * Chart.js' name of each shape, its turn in degrees, and the factor of the radius that makes all
 * shapes look equally large. Strokes without an inside take a heavier line.
 */
const SHAPES: Record<
  Marker,
  { style: PointStyle; degrees?: number; scale: number; line?: number }
> = {
  circle: { style: 'circle', scale: 1 },
  diamond: { style: 'rectRot', scale: 1.3 },
  triangle: { style: 'triangle', scale: 1.28 },
  'triangle-down': { style: 'triangle', degrees: 180, scale: 1.28 },
  square: { style: 'rect', scale: 1.26 },
  cross: { style: 'crossRot', scale: 1.25, line: 1.9 },
  star: { style: 'star', scale: 1.3, line: 1.5 },
};

const DASHES = { solid: [], dashed: [6, 4], dotted: [1.5, 3] };

function dashOf(series: ChartSeries): number[] {
  if (series.dash !== undefined) return DASHES[series.dash];
  if (series.kind === 'theory') return [4, 4];
  return series.kind === 'local' ? [3, 3] : [];
}

function dataset(
  drawn: DrawnSeries,
  layout: ChartLayout,
): ChartDataset<'line', { x: number; y: number }[]> {
  const { series, points } = drawn;
  const measured = series.kind === 'measured';
  const color = chartColor(series.color);
  const shape = SHAPES[series.marker];
  const radius = layout.size.markerRadius * shape.scale * (measured ? 1 : 0.85);
  return {
    label: series.label,
    data: points.map(({ x, y }) => ({ x, y })),
    clip: false,
    borderColor: color,
    borderWidth: measured ? layout.size.lineWidth : series.kind === 'local' ? 1.2 : 1,
    borderDash: dashOf(series),
    borderJoinStyle: 'round',
    pointStyle: shape.style,
    pointRotation: shape.degrees ?? 0,
    pointRadius: series.kind === 'theory' ? 0 : radius,
    pointBackgroundColor: chartColor('bg'),
    pointBorderColor: color,
    pointBorderWidth: (shape.line ?? 1.5) * (measured ? 1 : 0.8),
    tension: 0,
    // Makes Chart.js draw by the context's own calls, in browsers too, and not by Path2D.
    segment: {},
  };
}

/** The Chart.js configuration of a laid-out chart; colours stay custom properties. */
export function lineChartConfiguration(
  layout: ChartLayout,
): ChartConfiguration<'line', { x: number; y: number }[]> {
  const { area, size } = layout;
  return {
    type: 'line',
    data: { datasets: layout.drawn.map((drawn) => dataset(drawn, layout)) },
    options: {
      ...baseOptions(layout),
      scales: {
        x: axisOptions(layout.x, 'bottom', size.height - area.bottom, size.tickSize),
        y: axisOptions(layout.y, 'left', area.left, size.tickSize),
      },
    },
    plugins: [
      gridPlugin(layout),
      titlesPlugin(layout),
      errorBarsPlugin(layout),
      labelsPlugin(layout),
    ],
  };
}
