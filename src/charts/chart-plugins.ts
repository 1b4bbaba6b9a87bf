import type { Plugin } from 'chart.js';
import { chartColor } from './chart-colors.ts';
import { type ChartLayout, TITLE_LINE_HEIGHT } from './chart-layout.ts';
import { spotOf } from './drawn-series.ts';
import { LINE_HEIGHT } from './end-labels.ts';
import type { Segment } from './label-collision.ts';

type Context = CanvasRenderingContext2D;
type LinePlugin = Plugin<'line'>;

/** Centre of the pixel that holds a coordinate, so that hairlines stay sharp. */
const crisp = (value: number): number => Math.floor(value) + 0.5;

export const FONT_STACK =
  "Inter,'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans SC','Noto Sans CJK SC',sans-serif";

const font = (sizePx: number, weight = 400): string => `${weight} ${sizePx}px ${FONT_STACK}`;

function strokeAll(ctx: Context, color: string, segments: Segment[]): void {
  if (segments.length === 0) return;
  ctx.strokeStyle = color;
  ctx.beginPath();
  for (const [from, to] of segments) {
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
  }
  ctx.stroke();
}

function fillLines(ctx: Context, lines: string[], x: number, y: number, lineHeight: number): void {
  lines.forEach((line, index) => {
    ctx.fillText(line, x, y + (index - (lines.length - 1) / 2) * lineHeight);
  });
}

/** Minor lines faint, decades stronger, the x axis and its ticks strongest. */
export function gridPlugin(layout: ChartLayout): LinePlugin {
  const { area } = layout;
  const column = (value: number): Segment => {
    const x = crisp(spotOf(layout, value, layout.y.min).x);
    return [{ x, y: area.top }, { x, y: area.bottom }];
  };
  const row = (value: number): Segment => {
    const y = crisp(spotOf(layout, layout.x.min, value).y);
    return [{ x: area.left, y }, { x: area.right, y }];
  };
  const baseline = crisp(area.bottom);
  const ticks = layout.x.labels.map(({ value }): Segment => {
    const x = crisp(spotOf(layout, value, layout.y.min).x);
    return [{ x, y: baseline }, { x, y: baseline + 4.5 }];
  });
  return {
    id: 'grid',
    beforeDraw({ ctx }) {
      ctx.save();
      ctx.lineWidth = 1;
      strokeAll(ctx, chartColor('grid'), [
        ...layout.x.minor.map(column),
        ...layout.y.minor.map(row),
      ]);
      strokeAll(ctx, chartColor('grid-strong'), [
        ...layout.x.major.map(column),
        ...layout.y.major.map(row),
      ]);
      strokeAll(ctx, chartColor('axis'), [
        [{ x: area.left, y: baseline }, { x: area.right, y: baseline }],
        ...ticks,
      ]);
      ctx.restore();
    },
  };
}

/** Titles of both axes: y horizontal at the top left, x centred below its axis. */
export function titlesPlugin(layout: ChartLayout): LinePlugin {
  const { area, size } = layout;
  const lineHeight = size.titleSize * TITLE_LINE_HEIGHT;
  return {
    id: 'titles',
    beforeDraw({ ctx }) {
      ctx.save();
      ctx.font = font(size.titleSize);
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

/** Intervals as bars with caps, under the line and the markers of their series. */
export function errorBarsPlugin(layout: ChartLayout): LinePlugin {
  const { capHalfWidth, markerRadius } = layout.size;
  return {
    id: 'error-bars',
    beforeDatasetDraw({ ctx }, { index }) {
      const drawn = layout.drawn[index];
      if (!drawn || drawn.series.kind === 'theory') return;
      const bars = drawn.points.flatMap(({ x, low, high }): Segment[] => {
        if (low === undefined || high === undefined) return [];
        const [bottom, top] = [spotOf(layout, x, low), spotOf(layout, x, high)];
        // Caps that the marker would cover or merely smudge are left out.
        if (bottom.y - top.y < 2 * markerRadius) return [];
        const cap = (at: { x: number; y: number }): Segment => [
          { x: at.x - capHalfWidth, y: at.y },
          { x: at.x + capHalfWidth, y: at.y },
        ];
        return [[top, bottom], cap(top), cap(bottom)];
      });
      ctx.save();
      ctx.setLineDash([]);
      ctx.lineWidth = 1.2;
      strokeAll(ctx, chartColor(drawn.series.color), bars);
      ctx.restore();
    },
  };
}

/** Names at the ends of the lines, with their leaders, and along theory lines. */
export function labelsPlugin(layout: ChartLayout): LinePlugin {
  return {
    id: 'labels',
    afterDatasetsDraw({ ctx }) {
      ctx.save();
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'center';
      ctx.font = font(layout.size.theorySize);
      ctx.fillStyle = chartColor('muted');
      for (const { text, box } of layout.theoryLabels) {
        ctx.save();
        ctx.translate(box.centre.x, box.centre.y);
        ctx.rotate(box.radians);
        ctx.fillText(text, 0, 0);
        ctx.restore();
      }
      ctx.textAlign = 'left';
      ctx.lineWidth = 0.8;
      for (const { leader, color } of layout.endLabels) {
        if (leader) strokeAll(ctx, chartColor(color), [leader]);
      }
      for (const label of layout.endLabels) {
        ctx.font = font(label.fontSize, label.weight);
        ctx.fillStyle = chartColor(label.color);
        fillLines(ctx, label.lines, label.x, label.y, label.fontSize * LINE_HEIGHT);
      }
      ctx.restore();
    },
  };
}
