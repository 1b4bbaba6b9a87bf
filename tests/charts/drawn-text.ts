import { widthOf } from './chart-font.ts';
import type { Point, SvgElement } from './read-svg.ts';

/** Inter's capital and descender heights in em: what of a line of text is ink. */
const ASCENT = 0.73;
const DESCENT = 0.2;

/** The four corners of a text element, turned as its transform says, by the font's own advances. */
export function boxOfText({ text, attributes }: SvgElement): Point[] {
  const size = Number(attributes['font-size']);
  const width = widthOf(text, size, Number(attributes['font-weight'] ?? 400));
  const [x, y] = [Number(attributes['x']), Number(attributes['y'])];
  const share = { start: 0, middle: 0.5, end: 1 }[attributes['text-anchor'] ?? 'start'] ?? 0;
  const degrees = Number(/^rotate\((-?[\d.]+)/.exec(attributes['transform'] ?? '')?.[1] ?? 0);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const left = -share * width;
  const [top, bottom] = [-ASCENT * size, DESCENT * size];
  return (
    [
      [left, top],
      [left + width, top],
      [left + width, bottom],
      [left, bottom],
    ] as Point[]
  ).map(([dx, dy]) => [x + dx * cos - dy * sin, y + dx * sin + dy * cos]);
}

/** True where two convex shapes share some area (separating axes). */
export function overlap(a: Point[], b: Point[]): boolean {
  const separated = (shape: Point[]) =>
    shape.some(([x, y], index) => {
      const [nextX, nextY] = shape[(index + 1) % shape.length] as Point;
      const project = ([px, py]: Point) => px * (nextY - y) - py * (nextX - x);
      const [pa, pb] = [a.map(project), b.map(project)];
      return Math.max(...pa) <= Math.min(...pb) || Math.max(...pb) <= Math.min(...pa);
    });
  return !separated(a) && !separated(b);
}

/** Points at every second pixel along a chain of straight lines. */
export function samples(chain: Point[]): Point[] {
  return chain.slice(1).flatMap(([x, y], index): Point[] => {
    const [fromX, fromY] = chain[index] as Point;
    const steps = Math.ceil(Math.hypot(x - fromX, y - fromY) / 2);
    return Array.from({ length: steps + 1 }, (_, step) => [
      fromX + ((x - fromX) * step) / Math.max(1, steps),
      fromY + ((y - fromY) * step) / Math.max(1, steps),
    ]);
  });
}
