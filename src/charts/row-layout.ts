import { type AxisScale, resolveAxis } from './axis-scale.ts';
import { axisTitle, TITLE_LINE_HEIGHT } from './chart-layout.ts';
import { type DrawingSize, drawingSize } from './drawing-size.ts';
import type { PlotFrame } from './drawn-series.ts';
import { LINE_HEIGHT } from './end-labels.ts';
import { type KeyEntry, type KeyLayout, layoutKey } from './key-layout.ts';
import type { ChartAxis } from './line-chart.ts';
import type { ChartWidth } from './svg-document.ts';
import { measureText, type TextWeight } from './text-metrics.ts';
import { wrapText } from './wrap-text.ts';

/** What a chart of horizontal rows brings to its layout; lengths in px. */
export interface RowsContent {
  labels: readonly string[];
  labelWeight: TextWeight;
  /** Labels stand above their rows, or at the left of them in at most `labelMaxWidth` px. */
  labelsAbove: boolean;
  labelMaxWidth: number;
  thickness: number;
  /** Free height between a row and the next one, or its label. */
  gap: number;
  key: readonly KeyEntry[];
  /** An axis to be resolved from the values, or one that stands. */
  axis: { chart: ChartAxis; values: number[] } | { resolved: AxisScale };
  /** Room at the right end of the rows, for the last tick label or a column of values. */
  rightColumn: number;
  padStart: number;
  padEnd: number;
}

export interface PlacedRow {
  lines: string[];
  /** Centre of the label, and of the row itself. */
  labelY: number;
  centre: number;
}

/** Rows in one drawing. The y axis counts px downwards, so a row's value is its centre. */
export interface RowLayout extends PlotFrame {
  size: DrawingSize;
  xTitle: string[];
  yTitle: string[];
  key: KeyLayout;
  rows: PlacedRow[];
  labels: { weight: TextWeight; x: number; align: 'left' | 'right' };
  thickness: number;
}

const EDGE = 2;
/** Half of the first tick label, where no column of labels gives it room. */
const TICK_ROOM = 10;
const LABEL_GAP = 12;

/** Lays out rows from top to bottom under their key; the height follows from their number. */
export function layoutRows(content: RowsContent, width: ChartWidth): RowLayout {
  const fixed = drawingSize(width);
  const { labelsAbove, labelWeight, thickness, gap } = content;
  const key = layoutKey(content.key, width, fixed.tickSize);
  const maxWidth = labelsAbove ? width - 2 * EDGE : content.labelMaxWidth;
  const labels = content.labels.map((text) =>
    wrapText(text, maxWidth, fixed.labelSize, labelWeight),
  );
  const widths = labels.flat().map((line) => measureText(line, fixed.labelSize, labelWeight));
  const column = labelsAbove ? TICK_ROOM : Math.ceil(Math.max(0, ...widths)) + LABEL_GAP;
  const [left, right] = [EDGE + column, width - EDGE - content.rightColumn];

  const top = key.height + (key.height > 0 ? 8 : EDGE);
  let y = top + gap / 2;
  const rows = labels.map((lines): PlacedRow => {
    const labelHeight = lines.length * fixed.labelSize * LINE_HEIGHT;
    const above = labelsAbove ? labelHeight + 4 : 0;
    const height = labelsAbove ? thickness : Math.max(thickness, labelHeight);
    const centre = y + above + height / 2;
    const labelY = labelsAbove ? y + labelHeight / 2 : centre;
    y += above + height + gap;
    return { lines, labelY, centre };
  });
  const bottom = Math.round(y - gap + Math.max(gap / 2, 8));

  const x =
    'resolved' in content.axis
      ? content.axis.resolved
      : resolveAxis(content.axis.chart, content.axis.values, {
          direction: 'horizontal',
          fontSize: fixed.tickSize,
          length: right - left,
          padStart: content.padStart,
          padEnd: content.padEnd,
        });
  const title = 'chart' in content.axis ? axisTitle(content.axis.chart, width === 360) : '';
  const xTitle = title === '' ? [] : wrapText(title, right - left, fixed.titleSize, 400);
  const titleHeight = xTitle.length * fixed.titleSize * TITLE_LINE_HEIGHT;
  const height = Math.ceil(bottom + fixed.tickSize + titleHeight + (xTitle.length ? 19 : 14));
  return {
    area: { left, right, top, bottom },
    x,
    y: { scale: 'linear', min: bottom, max: top, labels: [], minor: [], major: [] },
    size: { ...fixed, height },
    xTitle,
    yTitle: [],
    key,
    rows,
    labels: labelsAbove
      ? { weight: labelWeight, x: EDGE, align: 'left' }
      : { weight: labelWeight, x: left - LABEL_GAP, align: 'right' },
    thickness,
  };
}
