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

/** Writes lines of text around a centre line. */
export function fillLines(
  ctx: CanvasRenderingContext2D,
  lines: readonly string[],
  x: number,
  y: number,
  lineHeight: number,
): void {
  lines.forEach((line, index) => {
    ctx.fillText(line, x, y + (index - (lines.length - 1) / 2) * lineHeight);
  });
}
