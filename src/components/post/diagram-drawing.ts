import { type DrawingOptions, svgDocument } from '#charts/svg-document.ts';
import { escapeXml, writeAttributes } from '#charts/svg-marks.ts';
import { wrapText } from '#charts/wrap-text.ts';
import type { Localised } from '#figures/figure.ts';
import type { Locale } from '#i18n/locales.ts';

/** A drawing of how something works, made from data in its own file. Lengths are px of its width. */
export interface Diagram {
  title: Localised;
  /** What a reader who does not see the drawing needs to know. */
  description: Localised;
  draw(width: DrawingOptions['width'], locale: Locale): { height: number; body: string };
}

export interface Point {
  x: number;
  y: number;
}

/** Size of the text in every diagram: above 11 px still where a phone shrinks the drawing. */
export const textPx = 13;
const linePx = 18;

/** A diagram as SVG with text, in the colours of the page. */
export function drawDiagram(
  { title, description, draw }: Diagram,
  { locale, ...options }: DrawingOptions & { locale: Locale },
): string {
  const { height, body } = draw(options.width, locale);
  const names = { title: title[locale], description: description[locale] };
  return svgDocument(names, options, Math.ceil(height), body);
}

type Attributes = Record<string, string | number>;

export function shape(name: 'rect' | 'path' | 'line', attributes: Attributes): string {
  return `<${name}${writeAttributes(asText(attributes))}/>`;
}

/** A line with a filled head at its end, which stops where the line does. */
export function arrow(from: Point, to: Point, color: string, strokeWidth = 1.25): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const neck = { x: to.x - 6 * ux, y: to.y - 6 * uy };
  const side = (sign: number) =>
    `${round(neck.x - sign * 3 * uy)} ${round(neck.y + sign * 3 * ux)}`;
  return (
    segment(from, neck, color, strokeWidth) +
    shape('path', { d: `M${round(to.x)} ${round(to.y)}L${side(1)}L${side(-1)}z`, fill: color })
  );
}

export function segment(from: Point, to: Point, stroke: string, strokeWidth = 1.25): string {
  return shape('line', {
    x1: round(from.x),
    y1: round(from.y),
    x2: round(to.x),
    y2: round(to.y),
    stroke,
    'stroke-width': strokeWidth,
  });
}

/** One line of text; `y` is its base line. */
export function label(at: Point, text: string, attributes: Attributes = {}): string {
  const all = { x: round(at.x), y: round(at.y), 'font-size': textPx, fill: 'var(--fg)' };
  return `<text${writeAttributes(asText({ ...all, ...attributes }))}>${escapeXml(text)}</text>`;
}

/** A bold heading and a muted note below it, each broken into lines; returns their height. */
export function caption(
  at: Point,
  maxWidth: number,
  heading: string,
  note: string,
): { body: string; height: number } {
  const headings = wrapText(heading, maxWidth, textPx, 600);
  const lines = [...headings, ...wrapText(note, maxWidth, textPx, 400)];
  const body = lines.map((line, index) =>
    label(
      { x: at.x, y: at.y + index * linePx + textPx },
      line,
      index < headings.length ? { 'font-weight': 600 } : { fill: 'var(--muted)' },
    ),
  );
  return { body: body.join(''), height: lines.length * linePx };
}

function asText(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, String(value)]),
  );
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
