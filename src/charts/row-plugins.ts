import type { Plugin } from 'chart.js';
import { chartFont, fillLines, strokeSegments } from './canvas-drawing.ts';
import { chartColor } from './chart-colors.ts';
import { type AreaStyle, inkOn } from './chart-fills.ts';
import { spotOf } from './drawn-series.ts';
import { LINE_HEIGHT } from './end-labels.ts';
import type { Segment } from './label-collision.ts';
import type { RowLayout } from './row-layout.ts';
import { measureText } from './text-metrics.ts';

/** A stretch of a row in the units of the x axis, and what may be written on it. */
export interface RowBar {
  row: number;
  from: number;
  to: number;
  style: AreaStyle;
  text: string;
}

/** Free px that a text needs inside its bar, at both ends together. */
const TEXT_PADDING = 8;
/** Bars narrower than this are drawn without a gap, which would eat them. */
const GAP_FROM = 3;

/** The ends of a bar in px. */
export function barEnds(layout: RowLayout, bar: RowBar): [number, number] {
  const at = (value: number) => spotOf(layout, value, layout.y.min).x;
  return [at(bar.from), at(bar.to)];
}

/** Names of the rows, with a halo where grid lines run behind them. */
export function rowLabelsPlugin({ labels, rows, size }: RowLayout): Plugin {
  return {
    id: 'row-labels',
    beforeDatasetsDraw({ ctx }) {
      ctx.save();
      ctx.font = chartFont(size.labelSize, labels.weight);
      ctx.textAlign = labels.align;
      ctx.textBaseline = 'middle';
      ctx.fillStyle = chartColor('ink');
      ctx.strokeStyle = chartColor('bg');
      ctx.lineWidth = 4;
      ctx.lineJoin = 'round';
      const lineHeight = size.labelSize * LINE_HEIGHT;
      for (const { lines, labelY } of rows) {
        fillLines(ctx, lines, labels.x, labelY, lineHeight, labels.align === 'left');
      }
      ctx.restore();
    },
  };
}

/** A hairline of the ground's colour between bars that touch, and the texts that fit inside. */
export function barTextsPlugin(layout: RowLayout, bars: readonly RowBar[]): Plugin {
  const { size, thickness } = layout;
  const placed = bars.map((bar) => {
    const [left, right] = barEnds(layout, bar);
    return { bar, left, right, centre: layout.rows[bar.row]?.centre ?? 0 };
  });
  const gaps = placed.flatMap(({ bar, left, right, centre }, index): Segment[] => {
    const next = placed[index + 1];
    if (next?.bar.row !== bar.row || next.left - right > 0.5) return [];
    if (right - left < GAP_FROM || next.right - next.left < GAP_FROM) return [];
    return [
      [
        { x: right, y: centre - thickness / 2 },
        { x: right, y: centre + thickness / 2 },
      ],
    ];
  });
  const texts = placed.filter(
    ({ bar, left, right }) =>
      bar.text !== '' && measureText(bar.text, size.tickSize, 600) + TEXT_PADDING <= right - left,
  );
  return {
    id: 'bar-texts',
    afterDatasetsDraw({ ctx }) {
      ctx.save();
      ctx.lineWidth = 1;
      strokeSegments(ctx, chartColor('bg'), gaps);
      ctx.font = chartFont(size.tickSize, 600);
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      ctx.lineWidth = 3;
      ctx.lineJoin = 'round';
      for (const { bar, left, right, centre } of texts) {
        const { text, halo } = inkOn(bar.style);
        ctx.fillStyle = text;
        ctx.strokeStyle = halo;
        const textured = bar.style.pattern !== undefined || bar.style.color === 'idle';
        fillLines(ctx, [bar.text], (left + right) / 2, centre, 0, textured);
      }
      ctx.restore();
    },
  };
}
