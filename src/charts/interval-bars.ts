import type { ChartDataset } from 'chart.js';
import { chartColor, type SeriesColor } from './chart-colors.ts';
import { drawConfiguration } from './draw-configuration.ts';
import { layoutIntervalBars } from './interval-layout.ts';
import {
  intervalsPlugin,
  POINT_RADIUS,
  referencePlugin,
  valuesPlugin,
} from './interval-plugins.ts';
import type { ChartAxis } from './line-chart.ts';
import { barDatasets, rowConfiguration } from './row-configuration.ts';
import type { RowLayout } from './row-layout.ts';
import { type DrawingOptions, drawingId, svgDocument } from './svg-document.ts';

export interface IntervalRow {
  label: string;
  value: number;
  low?: number;
  high?: number;
  color: SeriesColor;
  /** What the closed form says, as a thin open tick. */
  predicted?: number;
  /** The value as it is written at the end of the row, with its unit. */
  text: string;
}

/** Values with intervals, one row each: points, or bars on a linear axis with `min: 0`. */
export interface IntervalBars {
  kind: 'interval-bars';
  title: string;
  description: string;
  x: ChartAxis;
  /** Where a vertical line stands, such as 1 for ratios. */
  reference?: number;
  rows: IntervalRow[];
  /** Names the open ticks in a key. */
  predictedLabel?: string;
}

/** Bars grow from zero, so they need an axis that has one at its start. */
const hasBars = ({ x }: IntervalBars): boolean => x.scale === 'linear' && x.min === 0;

function pointDatasets(layout: RowLayout, { rows }: IntervalBars): ChartDataset[] {
  return rows.map((row, index): ChartDataset => {
    const color = chartColor(row.color);
    return {
      type: 'line',
      data: [{ x: row.value, y: layout.rows[index]?.centre ?? 0 }],
      showLine: false,
      clip: false,
      pointStyle: 'circle',
      pointRadius: POINT_RADIUS,
      pointBackgroundColor: color,
      pointBorderWidth: 0,
    };
  });
}

/** Draws rows of values as one static SVG element. Throws where the axis cannot show a value. */
export function renderIntervalBars(chart: IntervalBars, options: DrawingOptions): string {
  const layout = layoutIntervalBars(chart, options.width);
  const lines = { ...layout, y: { ...layout.y, minor: layout.rows.map(({ centre }) => centre) } };
  const bars = chart.rows.map(({ value, color }, row) => ({
    row,
    from: 0,
    to: value,
    style: { color },
    text: '',
  }));
  const datasets = hasBars(chart)
    ? barDatasets(layout, bars, drawingId(options))
    : pointDatasets(layout, chart);
  const body = drawConfiguration(
    rowConfiguration(hasBars(chart) ? layout : lines, datasets, [
      referencePlugin(layout, chart.reference),
      intervalsPlugin(layout, chart.rows, hasBars(chart)),
      valuesPlugin(layout, chart.rows),
    ]),
    layout.size,
  );
  return svgDocument(chart, options, layout.size.height, body);
}
