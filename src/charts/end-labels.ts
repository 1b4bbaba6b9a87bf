import type { SeriesColor } from './chart-colors.ts';
import type { Box, Spot } from './clip-line.ts';
import type { DrawingSize } from './drawing-size.ts';
import { isInside, type Segment, type TurnedBox, touches } from './label-collision.ts';
import { spreadLabels } from './spread-labels.ts';
import { measureText, type TextWeight } from './text-metrics.ts';
import { wrapText } from './wrap-text.ts';

/** The name of a series before it has a place. */
export interface NamedEnd {
  id: string;
  lines: string[];
  width: number;
  height: number;
  fontSize: number;
  weight: TextWeight;
  color: SeriesColor;
}

/** A name with its place: left edge, centre line, and the thin line that ties it to its series. */
export interface EndLabel extends NamedEnd {
  x: number;
  y: number;
  leader?: Segment;
}

/** Room in px between the area and the column of labels: without leaders, with them, with steep ones. */
const GAP = 4;
const LEADER_GAP = 20;
const STEEP_LEADER_GAP = 30;
export const LINE_HEIGHT = 1.22;

/** Wraps and measures a name. */
export function nameEnd(
  id: string,
  text: string,
  size: DrawingSize,
  style: { kind: 'measured' | 'theory' | 'local'; color: SeriesColor },
): NamedEnd {
  const theory = style.kind === 'theory';
  const fontSize = theory ? size.theorySize : size.labelSize;
  const weight: TextWeight = style.kind === 'measured' ? 600 : 400;
  const lines = wrapText(text, size.labelMaxWidth, fontSize, weight);
  return {
    id,
    lines,
    width: Math.max(...lines.map((line) => measureText(line, fontSize, weight))),
    height: lines.length * fontSize * LINE_HEIGHT + 2,
    fontSize,
    weight,
    color: theory ? 'muted' : style.color,
  };
}

export interface LabelColumn {
  centres: number[];
  /** Px from the right edge of the area to the right edge of the labels. */
  width: number;
  /** Px from the right edge of the area to the labels. */
  gap: number;
}

/** Spreads the column of names along the heights of their line ends. */
export function layoutColumn(
  names: NamedEnd[],
  wants: number[],
  area: Pick<Box, 'top' | 'bottom'>,
): LabelColumn {
  const labels = names.map((name, index) => ({ want: wants[index] ?? 0, height: name.height }));
  const centres = spreadLabels(labels, area.top - 12, area.bottom + 6);
  const moves = centres.map((centre, index) => Math.abs(centre - (wants[index] ?? 0)));
  const far = Math.max(0, ...moves);
  const gap = far <= 2.5 ? GAP : far <= 40 ? LEADER_GAP : STEEP_LEADER_GAP;
  return { centres, gap, width: names.length ? gap + Math.max(...names.map((n) => n.width)) : 0 };
}

/** The leader from a line's end to its name in the column; none where they stand side by side. */
export function leaderTo(end: Spot, label: Spot, clear: number, gap: number): Segment | undefined {
  if (gap === GAP && label.x - end.x < 3 * LEADER_GAP) return undefined;
  return [
    { x: end.x + clear, y: end.y },
    { x: label.x - 4, y: label.y },
  ];
}

/** A free place beside a line that ends inside the area, or undefined. */
export function placeInside(
  name: NamedEnd,
  end: Spot,
  area: Box,
  taken: readonly Segment[],
): EndLabel | undefined {
  const right = end.x + 10 + name.width / 2;
  const rise = name.height / 2 + 8;
  const tries: Spot[] = [
    { x: right, y: end.y },
    { x: right, y: end.y - rise / 2 },
    { x: right, y: end.y + rise / 2 },
    { x: end.x, y: end.y - rise },
    { x: end.x - name.width / 2 - 10, y: end.y - rise / 2 },
    { x: end.x, y: end.y + rise },
  ];
  for (const centre of tries) {
    const box: TurnedBox = { centre, width: name.width, height: name.height, radians: 0 };
    if (isInside(box, area) && !touches(box, taken, 1)) {
      return { ...name, x: centre.x - name.width / 2, y: centre.y };
    }
  }
  return undefined;
}
