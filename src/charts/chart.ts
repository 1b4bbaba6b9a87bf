import { type HeatMaps, renderHeatMaps } from './heat-maps.ts';
import { type IntervalBars, renderIntervalBars } from './interval-bars.ts';
import { type LineChart, renderLineChart } from './line-chart.ts';
import { renderShareBars, type ShareBars } from './share-bars.ts';
import type { DrawingOptions } from './svg-document.ts';
import { renderTimeline, type Timeline } from './timeline.ts';

/** A chart of any kind as plain JSON, the same for the build and for a browser. */
export type Chart = LineChart | HeatMaps | Timeline | ShareBars | IntervalBars;

/**
 * Draws a chart as one static, themable SVG element with real text. The same chart gives the same
 * bytes on every machine. Throws where the chart's numbers cannot be drawn as what they are.
 */
export function renderChart(chart: Chart, options: DrawingOptions): string {
  switch (chart.kind) {
    case 'lines':
      return renderLineChart(chart, options);
    case 'heat-maps':
      return renderHeatMaps(chart, options);
    case 'timeline':
      return renderTimeline(chart, options);
    case 'share-bars':
      return renderShareBars(chart, options);
    case 'interval-bars':
      return renderIntervalBars(chart, options);
  }
}
