import type { ChartAxis } from './line-chart.ts';
import { numberLabel } from './number-label.ts';
import { measureText } from './text-metrics.ts';

/** An axis resolved for one drawing: its ends, its grid, and the labels that fit. */
export interface AxisScale {
  scale: 'log' | 'linear';
  min: number;
  max: number;
  labels: { value: number; text: string }[];
  /** Values of the faint and the stronger grid lines. */
  minor: number[];
  major: number[];
}

export interface AxisRoom {
  /** Length of the axis in px. */
  length: number;
  /** Free px between the outermost data and the ends of the axis. */
  padStart: number;
  padEnd: number;
  direction: 'horizontal' | 'vertical';
  fontSize: number;
}

const EPSILON = 1e-9;

/** Position of a value on an axis: 0 at its start, 1 at its end. */
export function axisFraction(axis: AxisScale, value: number): number {
  const at = axis.scale === 'log' ? Math.log10 : (v: number) => v;
  return (at(value) - at(axis.min)) / (at(axis.max) - at(axis.min));
}

function mantissaTicks(min: number, max: number, mantissas: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let e = Math.floor(Math.log10(min)); e <= Math.ceil(Math.log10(max)); e++) {
    for (const mantissa of mantissas) {
      // A decimal literal keeps 3e-1 from becoming 0.30000000000000004.
      const value = Number(`${mantissa}e${e}`);
      if (value >= min * (1 - EPSILON) && value <= max * (1 + EPSILON)) ticks.push(value);
    }
  }
  return ticks;
}

function linearStep(span: number, wanted: number): number {
  const rough = span / wanted;
  const decade = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((m) => m * decade >= rough) ?? 10) * decade;
}

function extent(axis: ChartAxis, values: number[], room: AxisRoom): [number, number] {
  const at = axis.scale === 'log' ? Math.log10 : (v: number) => v;
  const back = axis.scale === 'log' ? (v: number) => 10 ** v : (v: number) => v;
  const zeroBased = axis.scale === 'linear' && room.direction === 'vertical';
  const low = axis.min ?? Math.min(...values, ...(zeroBased ? [0] : []));
  const high = axis.max ?? Math.max(...values);
  const padStart = axis.min !== undefined || (zeroBased && low === 0) ? 0 : room.padStart;
  const padEnd = axis.max === undefined ? room.padEnd : 0;
  const span = at(high) - at(low) || 1;
  const perPixel = span / Math.max(1, room.length - padStart - padEnd);
  return [back(at(low) - padStart * perPixel), back(at(high) + padEnd * perPixel)];
}

/** Drops labels, evenly from the first one, until none touches its neighbour. */
function fitLabels(axis: AxisScale, candidates: number[], room: AxisRoom): AxisScale['labels'] {
  const place = (value: number) => axisFraction(axis, value) * room.length;
  const size = (text: string) =>
    room.direction === 'horizontal'
      ? measureText(text, room.fontSize, 400) + 7
      : room.fontSize * 1.6;
  const labels = candidates.map((value) => ({ value, text: numberLabel(value) }));
  for (let stride = 1; stride < labels.length; stride++) {
    const kept = labels.filter((_, index) => index % stride === 0);
    const free = kept.every((label, index) => {
      const next = kept[index + 1];
      if (next === undefined) return true;
      return place(next.value) - place(label.value) >= (size(label.text) + size(next.text)) / 2;
    });
    if (free) return kept;
  }
  return labels.slice(0, 1);
}

/** Resolves an axis from the values it must show and the room it has. */
export function resolveAxis(axis: ChartAxis, values: number[], room: AxisRoom): AxisScale {
  const wrong = values.find(
    (value) => !Number.isFinite(value) || (axis.scale === 'log' && value <= 0),
  );
  if (wrong !== undefined || values.length === 0) {
    const received = wrong === undefined ? 'no value at all' : String(wrong);
    throw new Error(
      `Axis "${axis.label}" cannot be drawn: received ${received}; expected ` +
        `${axis.scale === 'log' ? 'positive' : 'finite'} values. Mend the figure that made the chart.`,
    );
  }
  const [min, max] = extent(axis, values, room);
  const resolved: AxisScale = { scale: axis.scale, min, max, labels: [], minor: [], major: [] };
  const within = (value: number) => value >= min - EPSILON * max && value <= max * (1 + EPSILON);
  // Ticks are chosen for the published data; where a reader's lie outside them all, there are none.
  const inside = axis.ticks?.filter(within) ?? [];
  const given = inside.length > 0 ? inside : undefined;
  if (axis.scale === 'linear') {
    const step = linearStep(max - min, Math.max(2, room.length / 45));
    const first = Math.ceil(min / step - EPSILON);
    const count = Math.floor(max / step + EPSILON) - first + 1;
    resolved.minor =
      given ??
      Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
    resolved.labels = fitLabels(resolved, resolved.minor, room);
    return resolved;
  }
  const decades = mantissaTicks(min, max, [1]);
  if (given?.some((tick) => !mantissaTicks(tick, tick, [1, 2, 3, 4, 5, 6, 7, 8, 9]).length)) {
    // Powers of two stand between the decimal lines: they are the grid themselves.
    resolved.minor = given;
    resolved.labels = fitLabels(resolved, given, room);
    return resolved;
  }
  resolved.major = decades;
  resolved.minor = mantissaTicks(min, max, [2, 3, 4, 5, 6, 7, 8, 9]);
  const oneTwoFive = mantissaTicks(min, max, [1, 2, 5]);
  const roomy = fitLabels(resolved, oneTwoFive, room).length === oneTwoFive.length;
  const wanted = given ?? (roomy || decades.length < 2 ? oneTwoFive : decades);
  resolved.labels = fitLabels(resolved, wanted, room);
  return resolved;
}
