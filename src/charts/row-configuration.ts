import type { ChartConfiguration, ChartDataset, Plugin } from 'chart.js';
import { axisOptions, baseOptions } from './axis-options.ts';
import { areaFill } from './chart-fills.ts';
import { gridPlugin, titlesPlugin } from './frame-plugins.ts';
import { keyPlugin } from './key-layout.ts';
import type { RowLayout } from './row-layout.ts';
import { barEnds, type RowBar, rowLabelsPlugin } from './row-plugins.ts';

/** Px below which a bar would vanish: a kernel of a microsecond is still a hairline. */
const MIN_BAR_LENGTH = 0.6;

/** Px from which a bar shows its texture; on a narrower one it would be noise. */
const TEXTURED_FROM = 6;

/** One dataset a style, so that equally painted bars become one path. */
export function barDatasets(
  layout: RowLayout,
  bars: readonly RowBar[],
  idPrefix: string,
): ChartDataset[] {
  const byFill = Map.groupBy(bars, (bar) => {
    const [left, right] = barEnds(layout, bar);
    const { color, pattern } = bar.style;
    return areaFill(right - left < TEXTURED_FROM ? { color } : { color, pattern }, idPrefix);
  });
  const datasets = [...byFill].map(([fill, alike]) => ({
    type: 'bar',
    data: alike.map(({ row, from, to }) => ({ x: [from, to], y: layout.rows[row]?.centre })),
    parsing: { xAxisKey: 'x', yAxisKey: 'y' },
    backgroundColor: fill,
    borderWidth: 0,
    inflateAmount: 0,
    grouped: false,
    barThickness: layout.thickness,
    minBarLength: MIN_BAR_LENGTH,
    clip: false,
  }));
  return datasets as unknown as ChartDataset[];
}

/** The Chart.js configuration of laid-out rows: a horizontal chart over an axis below it. */
export function rowConfiguration(
  layout: RowLayout,
  datasets: ChartDataset[],
  plugins: Plugin[],
): ChartConfiguration {
  const { area, size } = layout;
  const scales = {
    x: axisOptions(layout.x, 'bottom', size.height - area.bottom, size.tickSize),
    y: {
      type: 'linear',
      display: false,
      offset: false,
      min: area.top,
      max: area.bottom,
      reverse: true,
    },
  };
  return {
    type: 'bar',
    data: { datasets },
    options: {
      ...baseOptions(layout, area.left),
      indexAxis: 'y',
      scales: scales as unknown as NonNullable<ChartConfiguration['options']>['scales'] & object,
    },
    plugins: [
      gridPlugin(layout),
      titlesPlugin(layout),
      keyPlugin(layout.key),
      rowLabelsPlugin(layout),
      ...plugins,
    ],
  };
}
