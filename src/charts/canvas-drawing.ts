import type { Box } from './clip-line.ts';
import type { Segment } from './label-collision.ts';

/** The chart font, then the system's Chinese faces. */
export const FONT_STACK =
  "Inter,'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans SC','Noto Sans CJK SC',sans-serif";

/** The canvas font of a chart's text. */
export function chartFont(sizePx: number, weight = 400): string {
  return `${weight} ${sizePx}px ${FONT_STACK}`;
}

/** Strokes straight lines of one colour as one path. */
export function strokeSegments(
  ctx: CanvasRenderingContext2D,
  color: string,
  segments: readonly Segment[],
): void {
  if (segments.length === 0) return;
  ctx.strokeStyle = color;
  ctx.beginPath();
  for (const [from, to] of segments) {
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
  }
  ctx.stroke();
}

/** Writes lines of text around a centre line, with a halo of the stroke's colour if asked. */
export function fillLines(
  ctx: CanvasRenderingContext2D,
  lines: readonly string[],
  x: number,
  y: number,
  lineHeight: number,
  halo = false,
): void {
  lines.forEach((line, index) => {
    const at = y + (index - (lines.length - 1) / 2) * lineHeight;
    if (halo) ctx.strokeText(line, x, at);
    ctx.fillText(line, x, at);
  });
}

function tracePath(ctx: CanvasRenderingContext2D, box: Box): void {
  ctx.beginPath();
  ctx.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
}

/** Fills a box. */
export function fillBox(ctx: CanvasRenderingContext2D, fill: string, box: Box): void {
  ctx.fillStyle = fill;
  tracePath(ctx, box);
  ctx.fill();
}

/** Outlines a box with a line of 1 px that stays inside it. */
export function strokeBox(ctx: CanvasRenderingContext2D, color: string, box: Box): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  tracePath(ctx, {
    left: box.left + 0.5,
    top: box.top + 0.5,
    right: box.right - 0.5,
    bottom: box.bottom - 0.5,
  });
  ctx.stroke();
}
