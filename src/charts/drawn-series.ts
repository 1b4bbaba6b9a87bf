import { type AxisScale, axisFraction } from './axis-scale.ts';
import { type Box, clipSegment, type Spot } from './clip-line.ts';
import type { Segment } from './label-collision.ts';
import type { ChartPoint, ChartSeries } from './line-chart.ts';

/** A series in the pixels of one drawing. */
export interface DrawnSeries {
  series: ChartSeries;
  /** In data units; a theory line is cut at the edges of the area. */
  points: ChartPoint[];
  spots: Spot[];
  segments: Segment[];
}

export interface PlotFrame {
  area: Box;
  x: AxisScale;
  y: AxisScale;
}

/** Where a point of the data stands, in px. */
export function spotOf(frame: PlotFrame, x: number, y: number): Spot {
  const { area } = frame;
  return {
    x: area.left + axisFraction(frame.x, x) * (area.right - area.left),
    y: area.bottom - axisFraction(frame.y, y) * (area.bottom - area.top),
  };
}

function valueAt(axis: AxisScale, fraction: number): number {
  if (axis.scale === 'linear') return axis.min + fraction * (axis.max - axis.min);
  return axis.min * (axis.max / axis.min) ** fraction;
}

function chain(spots: Spot[]): Segment[] {
  return spots.slice(1).map((to, index) => [spots[index] ?? to, to]);
}

function drawTheory(series: ChartSeries, frame: PlotFrame): DrawnSeries {
  const { area } = frame;
  const whole = chain(series.points.map(({ x, y }) => spotOf(frame, x, y)));
  const segments = whole.flatMap(([from, to]) => {
    const clipped = clipSegment(from, to, area);
    return clipped ? [clipped] : [];
  });
  const spots: Spot[] = [];
  for (const [from, to] of segments) {
    const last = spots.at(-1);
    if (!last || Math.hypot(last.x - from.x, last.y - from.y) > 0.01) spots.push(from);
    spots.push(to);
  }
  const points = spots.map((spot) => ({
    x: valueAt(frame.x, (spot.x - area.left) / (area.right - area.left)),
    y: valueAt(frame.y, (area.bottom - spot.y) / (area.bottom - area.top)),
  }));
  return { series, points, spots, segments };
}

/** Places a series in the frame. */
export function drawSeries(series: ChartSeries, frame: PlotFrame): DrawnSeries {
  if (series.kind === 'theory') return drawTheory(series, frame);
  const points = [...series.points].sort((a, b) => a.x - b.x);
  const spots = points.map(({ x, y }) => spotOf(frame, x, y));
  return { series, points, spots, segments: chain(spots) };
}

/** Everything of a measured series that a label must not cover: line, markers, intervals. */
export function inkOf(drawn: DrawnSeries, frame: PlotFrame, radius: number): Segment[] {
  const marks = drawn.points.flatMap((point, index): Segment[] => {
    const spot = drawn.spots[index] ?? spotOf(frame, point.x, point.y);
    const top = Math.min(spot.y - radius, spotOf(frame, point.x, point.high ?? point.y).y);
    const bottom = Math.max(spot.y + radius, spotOf(frame, point.x, point.low ?? point.y).y);
    return [
      [
        { x: spot.x, y: top },
        { x: spot.x, y: bottom },
      ],
      [
        { x: spot.x - radius, y: spot.y },
        { x: spot.x + radius, y: spot.y },
      ],
    ];
  });
  return [...drawn.segments, ...marks];
}
