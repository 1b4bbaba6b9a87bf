import type { Box } from './clip-line.ts';
import { boxSegments, isInside, type Segment, type TurnedBox, touches } from './label-collision.ts';

export interface TheoryLine {
  id: string;
  text: string;
  /** The line as drawn, in px, inside the area. */
  segments: Segment[];
  textWidth: number;
  fontSize: number;
}

export interface TheoryLabel {
  id: string;
  text: string;
  box: TurnedBox;
}

const STEP = 8;
const CLEARANCES = [2, 4, 7, 11];

/** Boxes along the line, on either side of it, that lie in the area. */
function candidates(line: TheoryLine, area: Box): { box: TurnedBox; along: number }[] {
  const found: { box: TurnedBox; along: number }[] = [];
  const [first, last] = [line.segments[0]?.[0], line.segments.at(-1)?.[1]];
  if (!first || !last) return [];
  const whole = Math.hypot(last.x - first.x, last.y - first.y);
  for (const [from, to] of line.segments) {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const radians = Math.atan2(to.y - from.y, to.x - from.x);
    const offset = line.fontSize * 0.62 + 3;
    for (let at = 0; at <= length; at += STEP) {
      const [x, y] = [
        from.x + (at / length) * (to.x - from.x),
        from.y + (at / length) * (to.y - from.y),
      ];
      for (const side of [-1, 1]) {
        const box: TurnedBox = {
          centre: {
            x: x - side * Math.sin(radians) * offset,
            y: y + side * Math.cos(radians) * offset,
          },
          width: line.textWidth,
          height: line.fontSize * 1.1,
          radians,
        };
        const along = Math.hypot(x - first.x, y - first.y) / whole;
        if (isInside(box, area)) found.push({ box, along });
      }
    }
  }
  return found;
}

/**
 * Places each label along its line where nothing else is drawn, preferring wide gaps and then the
 * first third of the line. A line without a free place is missing from the result.
 */
export function placeTheoryLabels(
  lines: readonly TheoryLine[],
  area: Box,
  obstacles: readonly Segment[],
): TheoryLabel[] {
  const placed: TheoryLabel[] = [];
  for (const line of lines) {
    const foreign = [
      ...obstacles,
      ...lines.filter((other) => other !== line).flatMap((other) => other.segments),
      ...placed.flatMap(({ box }) => boxSegments(box)),
    ];
    let best: { box: TurnedBox; score: number } | undefined;
    for (const { box, along } of candidates(line, area)) {
      if (touches(box, line.segments, 0)) continue;
      const blocked = CLEARANCES.findIndex((gap) => touches(box, foreign, gap));
      if (blocked === 0) continue;
      const gaps = blocked === -1 ? CLEARANCES.length : blocked;
      const score = gaps - Math.abs(along - 0.33);
      if (!best || score > best.score + 1e-9) best = { box, score };
    }
    if (best) placed.push({ id: line.id, text: line.text, box: best.box });
  }
  return placed;
}
