import type { Plugin } from 'chart.js';
import { chartFont, fillLines, strokeSegments } from './canvas-drawing.ts';
import { chartColor, nameColor } from './chart-colors.ts';
import type { ChartLayout } from './chart-layout.ts';
import { spotOf } from './drawn-series.ts';
import { LINE_HEIGHT } from './end-labels.ts';
import type { Segment } from './label-collision.ts';

/** Intervals as bars with caps, under the line and the markers of their series. */
export function errorBarsPlugin(layout: ChartLayout): Plugin<'line'> {
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
      strokeSegments(ctx, chartColor(drawn.series.color), bars);
      ctx.restore();
    },
  };
}

/** Names at the ends of the lines, with their leaders, and along theory lines. */
export function labelsPlugin(layout: ChartLayout): Plugin<'line'> {
  return {
    id: 'labels',
    afterDatasetsDraw({ ctx }) {
      ctx.save();
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'center';
      ctx.font = chartFont(layout.size.theorySize);
      ctx.fillStyle = chartColor('muted');
      // A halo in the ground's colour keeps grid lines out of the letters.
      ctx.strokeStyle = chartColor('bg');
      ctx.lineWidth = 3;
      ctx.lineJoin = 'round';
      for (const { text, box } of layout.theoryLabels) {
        ctx.save();
        ctx.translate(box.centre.x, box.centre.y);
        ctx.rotate(box.radians);
        ctx.strokeText(text, 0, 0);
        ctx.fillText(text, 0, 0);
        ctx.restore();
      }
      ctx.textAlign = 'left';
      ctx.lineWidth = 0.8;
      for (const { leader, color } of layout.endLabels) {
        if (leader) strokeSegments(ctx, chartColor(color), [leader]);
      }
      for (const label of layout.endLabels) {
        ctx.font = chartFont(label.fontSize, label.weight);
        ctx.fillStyle = nameColor(label.color);
        fillLines(ctx, label.lines, label.x, label.y, label.fontSize * LINE_HEIGHT);
      }
      ctx.restore();
    },
  };
}
