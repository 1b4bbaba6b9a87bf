import { drawingSize } from './drawing-size.ts';
import type { IntervalBars } from './interval-bars.ts';
import { layoutRows, type RowLayout } from './row-layout.ts';
import type { ChartWidth } from './svg-document.ts';
import { measureText } from './text-metrics.ts';

/** Room in px between the rows and their texts at the right. */
const TEXT_GAP = 14;

/** Where the rows of a chart of intervals stand in one drawing. */
export function layoutIntervalBars(chart: IntervalBars, width: ChartWidth): RowLayout {
  const wide = width === 720;
  const { rows, reference } = chart;
  const values = rows.flatMap(({ value, low, high, predicted }) =>
    [value, low, high, predicted].filter((each) => each !== undefined),
  );
  const { labelSize } = drawingSize(width);
  const texts = rows.map(({ text }) => measureText(text, labelSize, 600));
  const predicts = chart.predictedLabel !== undefined;
  return layoutRows(
    {
      labels: rows.map(({ label }) => label),
      labelWeight: 400,
      labelsAbove: !wide,
      labelMaxWidth: 230,
      thickness: 15,
      gap: wide ? 15 : 9,
      key: predicts ? [{ text: chart.predictedLabel ?? '', fill: 'none', mark: 'tick' }] : [],
      axis: {
        chart: chart.x,
        values: [...values, ...(reference === undefined ? [] : [reference])],
      },
      rightColumn: Math.ceil(Math.max(0, ...texts)) + TEXT_GAP,
      padStart: 12,
      padEnd: 12,
    },
    width,
  );
}
