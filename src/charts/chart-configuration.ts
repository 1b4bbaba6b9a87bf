import type { ChartConfiguration, ChartDataset, ScaleOptionsByType } from 'chart.js';
import type { AxisScale } from './axis-scale.ts';
import { FONT_STACK } from './canvas-drawing.ts';
import { chartColor } from './chart-colors.ts';
import type { ChartLayout } from './chart-layout.ts';
import type { DrawnSeries } from './drawn-series.ts';
import { gridPlugin, titlesPlugin } from './frame-plugins.ts';
import type { ChartSeries } from './line-chart.ts';
import { errorBarsPlugin, labelsPlugin } from './series-plugins.ts';

const POINT_STYLES = {
  circle: 'circle',
  diamond: 'rectRot',
  triangle: 'triangle',
  square: 'rect',
} as const;

/** Radius by shape, so that all four markers look equally large. */
const SHAPE_SCALE = { circle: 1, diamond: 1.3, triangle: 1.28, square: 1.26 } as const;

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
  const radius = layout.size.markerRadius * SHAPE_SCALE[series.marker] * (measured ? 1 : 0.85);
  return {
    label: series.label,
    data: points.map(({ x, y }) => ({ x, y })),
    clip: false,
    borderColor: color,
    borderWidth: measured ? layout.size.lineWidth : series.kind === 'local' ? 1.2 : 1,
    borderDash: dashOf(series),
    borderJoinStyle: 'round',
    pointStyle: POINT_STYLES[series.marker],
    pointRadius: series.kind === 'theory' ? 0 : radius,
    pointBackgroundColor: chartColor('bg'),
    pointBorderColor: color,
    pointBorderWidth: measured ? 1.5 : 1.2,
    tension: 0,
  };
}

function scale(axis: AxisScale, side: 'left' | 'bottom', thickness: number, tickSize: number) {
  const texts = new Map(axis.labels.map(({ value, text }) => [value, text]));
  const options = {
    type: axis.scale === 'log' ? 'logarithmic' : 'linear',
    position: side,
    min: axis.min,
    max: axis.max,
    bounds: 'data',
    grid: { display: false, drawTicks: true, tickLength: side === 'bottom' ? 6 : 0 },
    border: { display: false },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      includeBounds: false,
      color: chartColor('muted'),
      font: { size: tickSize, family: FONT_STACK },
      padding: side === 'bottom' ? 3 : 8,
      callback: (value: number | string) => texts.get(Number(value)) ?? '',
    },
    afterBuildTicks(built: { ticks: { value: number }[] }) {
      built.ticks = axis.labels.map(({ value }) => ({ value }));
    },
    // The layout has already reserved the room, so the area stands where the labels expect it.
    afterFit(
      fitted: Record<
        'width' | 'height' | 'paddingLeft' | 'paddingRight' | 'paddingTop' | 'paddingBottom',
        number
      >,
    ) {
      if (side === 'left') fitted.width = thickness;
      else fitted.height = thickness;
      fitted.paddingLeft = fitted.paddingRight = fitted.paddingTop = fitted.paddingBottom = 0;
    },
  };
  return options as unknown as ScaleOptionsByType<'linear' | 'logarithmic'>;
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
      animation: false,
      responsive: false,
      devicePixelRatio: 1,
      events: [],
      locale: 'en-US',
      parsing: false,
      normalized: true,
      layout: {
        autoPadding: false,
        padding: {
          left: 0,
          top: area.top,
          right: size.width - area.right,
          bottom: 0,
        },
      },
      scales: {
        x: scale(layout.x, 'bottom', size.height - area.bottom, size.tickSize),
        y: scale(layout.y, 'left', area.left, size.tickSize),
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
