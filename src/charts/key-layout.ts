import type { Plugin } from 'chart.js';
import { chartFont, fillBox, strokeBox } from './canvas-drawing.ts';
import { chartColor } from './chart-colors.ts';
import { measureText } from './text-metrics.ts';

/** A swatch and its name: an area, an area with an outline, or an open tick. */
export interface KeyEntry {
  text: string;
  fill: string;
  mark: 'area' | 'outlined' | 'tick';
}

/** A key in the px of one drawing: left edges of the swatches, and centre lines. */
export interface KeyLayout {
  entries: (KeyEntry & { x: number; y: number })[];
  fontSize: number;
  height: number;
}

const SWATCH = { width: 14, height: 10, gap: 6 };
const BETWEEN = 18;
const LINE = 21;
const EDGE = 2;

/** Sets the entries from left to right, in as many lines as `width` px ask for. */
export function layoutKey(
  entries: readonly KeyEntry[],
  width: number,
  fontSize: number,
): KeyLayout {
  let [x, line] = [EDGE, 0];
  const placed = entries.map((entry) => {
    const length = SWATCH.width + SWATCH.gap + measureText(entry.text, fontSize, 400);
    if (x > EDGE && x + length > width - EDGE) [x, line] = [EDGE, line + 1];
    const at = { x, y: LINE * (line + 0.5) };
    x += length + BETWEEN;
    return { ...entry, ...at };
  });
  return { entries: placed, fontSize, height: placed.length === 0 ? 0 : LINE * (line + 1) };
}

/** Draws the key at the top of the drawing. */
export function keyPlugin({ entries, fontSize }: KeyLayout): Plugin {
  return {
    id: 'key',
    beforeDraw({ ctx }) {
      ctx.save();
      for (const { x, y, fill, mark } of entries) {
        const top = y - SWATCH.height / 2;
        const box = { left: x, right: x + SWATCH.width, top, bottom: top + SWATCH.height };
        if (mark === 'tick')
          strokeBox(ctx, chartColor('ink'), tickBox(x + SWATCH.width / 2, y, 14));
        else fillBox(ctx, fill, box);
        if (mark === 'outlined') strokeBox(ctx, chartColor('axis'), box);
      }
      ctx.font = chartFont(fontSize);
      ctx.fillStyle = chartColor('ink');
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'left';
      for (const { x, y, text } of entries) {
        ctx.fillText(text, x + SWATCH.width + SWATCH.gap, y);
      }
      ctx.restore();
    },
  };
}

/** The open tick that marks a prediction. */
export function tickBox(x: number, y: number, height: number) {
  return { left: x - 1.75, right: x + 1.75, top: y - height / 2, bottom: y + height / 2 };
}
