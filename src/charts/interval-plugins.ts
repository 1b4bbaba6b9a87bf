import type { Plugin } from 'chart.js';
import { chartFont, fillBox, strokeBox, strokeSegments } from './canvas-drawing.ts';
import { chartColor } from './chart-colors.ts';
import { spotOf } from './drawn-series.ts';
import type { IntervalRow } from './interval-bars.ts';
import { tickBox } from './key-layout.ts';
import type { Segment } from './label-collision.ts';
import type { RowLayout } from './row-layout.ts';

/** Radius in px of the dot between the caps, small so that narrow intervals are seen. */
export const POINT_RADIUS = 2.7;
const CAP_HALF_HEIGHT = 4;

const atValue = (layout: RowLayout, value: number): number => spotOf(layout, value, layout.y.min).x;

/** A vertical line through all rows, under everything but the grid, names of rows too. */
export function referencePlugin(layout: RowLayout, reference: number | undefined): Plugin {
  return {
    id: 'reference',
    beforeDraw({ ctx }) {
      if (reference === undefined) return;
      const x = atValue(layout, reference);
      ctx.save();
      ctx.lineWidth = 1.2;
      strokeSegments(ctx, chartColor('axis'), [
        [
          { x, y: layout.area.top },
          { x, y: layout.area.bottom },
        ],
      ]);
      ctx.restore();
    },
  };
}

/** The whisker of a row with its caps; none where the dot would cover it. */
function whisker(layout: RowLayout, row: IntervalRow, y: number, covered: number): Segment[] {
  if (row.low === undefined || row.high === undefined) return [];
  const [low, high] = [atValue(layout, row.low), atValue(layout, row.high)];
  if (high - low < covered) return [];
  const cap = (x: number): Segment => [
    { x, y: y - CAP_HALF_HEIGHT },
    { x, y: y + CAP_HALF_HEIGHT },
  ];
  return [
    [
      { x: low, y },
      { x: high, y },
    ],
    cap(low),
    cap(high),
  ];
}

/** Predictions as open ticks, and intervals: under the dots, but over bars. */
export function intervalsPlugin(
  layout: RowLayout,
  rows: readonly IntervalRow[],
  bars: boolean,
): Plugin {
  const draw = ({ ctx }: { ctx: CanvasRenderingContext2D }) => {
    ctx.save();
    rows.forEach((row, index) => {
      const y = layout.rows[index]?.centre ?? 0;
      if (row.predicted !== undefined) {
        const box = tickBox(atValue(layout, row.predicted), y, layout.thickness + 5);
        fillBox(ctx, chartColor('bg'), box);
        strokeBox(ctx, chartColor('ink'), box);
      }
      const lines = whisker(layout, row, y, bars ? 2 : 2 * POINT_RADIUS + 1);
      if (bars) {
        // A halo in the ground's colour parts the whisker from its bar.
        ctx.lineWidth = 3.2;
        strokeSegments(ctx, chartColor('bg'), lines);
      }
      ctx.lineWidth = 1.3;
      strokeSegments(ctx, chartColor(bars ? 'ink' : row.color), lines);
    });
    ctx.restore();
  };
  return {
    id: 'intervals',
    ...(bars ? { afterDatasetsDraw: draw } : { beforeDatasetsDraw: draw }),
  };
}

/** The values as text, in a column at the right. */
export function valuesPlugin(layout: RowLayout, rows: readonly IntervalRow[]): Plugin {
  return {
    id: 'values',
    afterDatasetsDraw({ ctx }) {
      ctx.save();
      ctx.font = chartFont(layout.size.labelSize, 600);
      ctx.fillStyle = chartColor('ink');
      ctx.textAlign = 'right';
      ctx.textBaseline = 'middle';
      rows.forEach(({ text }, index) => {
        ctx.fillText(text, layout.size.width - 2, layout.rows[index]?.centre ?? 0);
      });
      ctx.restore();
    },
  };
}
