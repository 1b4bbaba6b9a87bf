import type { Plugin } from 'chart.js';
import { chartFont, fillLines, strokeSegments } from './canvas-drawing.ts';
import { chartColor } from './chart-colors.ts';
import { type ChartLayout, TITLE_LINE_HEIGHT } from './chart-layout.ts';
import { type PlotFrame, spotOf } from './drawn-series.ts';
import type { Segment } from './label-collision.ts';

/** Centre of the pixel that holds a coordinate, so that hairlines stay sharp. */
const crisp = (value: number): number => Math.floor(value) + 0.5;

/** Minor lines faint, decades stronger, the x axis and its ticks strongest. */
export function gridPlugin(layout: PlotFrame): Plugin {
  const { area } = layout;
  const column = (value: number): Segment => {
    const x = crisp(spotOf(layout, value, layout.y.min).x);
    return [
      { x, y: area.top },
      { x, y: area.bottom },
    ];
  };
  const row = (value: number): Segment => {
    const y = crisp(spotOf(layout, layout.x.min, value).y);
    return [
      { x: area.left, y },
      { x: area.right, y },
    ];
  };
  const baseline = crisp(area.bottom);
  const ticks = layout.x.labels.map(({ value }): Segment => {
    const x = crisp(spotOf(layout, value, layout.y.min).x);
    return [
      { x, y: baseline },
      { x, y: baseline + 4.5 },
    ];
  });
  return {
    id: 'grid',
    beforeDraw({ ctx }) {
      ctx.save();
      ctx.lineWidth = 1;
      strokeSegments(ctx, chartColor('grid'), [
        ...layout.x.minor.map(column),
        ...layout.y.minor.map(row),
      ]);
      strokeSegments(ctx, chartColor('grid-strong'), [
        ...layout.x.major.map(column),
        ...layout.y.major.map(row),
      ]);
      strokeSegments(ctx, chartColor('axis'), [
        [
          { x: area.left, y: baseline },
          { x: area.right, y: baseline },
        ],
        ...ticks,
      ]);
      ctx.restore();
    },
  };
}

/** Titles of both axes: y horizontal at the top left, x centred below its axis. */
export function titlesPlugin(
  layout: Pick<ChartLayout, 'area' | 'size' | 'xTitle' | 'yTitle'>,
): Plugin {
  const { area, size } = layout;
  const lineHeight = size.titleSize * TITLE_LINE_HEIGHT;
  return {
    id: 'titles',
    beforeDraw({ ctx }) {
      ctx.save();
      ctx.font = chartFont(size.titleSize);
      ctx.fillStyle = chartColor('muted');
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'left';
      fillLines(ctx, layout.yTitle, 2, (layout.yTitle.length * lineHeight) / 2 + 1, lineHeight);
      ctx.textAlign = 'center';
      const below = size.height - (layout.xTitle.length * lineHeight) / 2 - 2;
      fillLines(ctx, layout.xTitle, (area.left + area.right) / 2, below, lineHeight);
      ctx.restore();
    },
  };
}
