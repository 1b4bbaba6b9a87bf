import type { Interval } from '#statistics/block-interval.ts';
import { logLogSlope } from '#statistics/slope.ts';
import { blockMediansMs, type CasePoint } from './block-values.ts';
import type { MeasuredRecord } from './record.ts';
import { recordInterval } from './record-interval.ts';

/** What a number counts; it decides how the number is written. */
export type Unit =
  | 'ms'
  | 'ratio'
  | 'share'
  | 'exponent'
  | 'count'
  | 'MB'
  | 'GB/s'
  | 'FLOP/byte'
  | 'GFLOP'
  | 'GFLOP/s'
  | 'sequences/s'
  | 'tokens/s';

/** A number before it is read off a record: evaluated once in each block. */
export interface TimedRule {
  kind: 'timed';
  unit: Unit;
  scale: 'log' | 'linear';
  perBlock: (record: MeasuredRecord) => number[];
}

/** A number that follows from closed forms or exact findings in the record; it has no interval. */
export interface ExactRule {
  kind: 'exact';
  unit: Unit;
  value: (record: MeasuredRecord) => number;
}

export type QuantityRule = TimedRule | ExactRule;

/** A quantity's value on one machine. Exact quantities have neither blocks nor interval. */
export type QuantityValue =
  | {
      kind: 'timed';
      unit: Unit;
      estimate: number;
      perBlock: number[];
      interval(level: number): Interval;
    }
  | { kind: 'exact'; unit: Unit; estimate: number };

/** Time of a case at a point, in ms (geometric mean over blocks of the block's median sample). */
export function time(point: CasePoint): TimedRule {
  return {
    kind: 'timed',
    unit: 'ms',
    scale: 'log',
    perBlock: (record) => blockMediansMs(record, point),
  };
}

/** How many times longer `of` takes than `over`, paired within each block. */
export function ratio({ of, over }: { of: CasePoint; over: CasePoint }): TimedRule {
  return {
    kind: 'timed',
    unit: 'ratio',
    scale: 'log',
    perBlock: (record) => {
      const denominators = blockMediansMs(record, over);
      return blockMediansMs(record, of).map((ms, block) => ms / (denominators[block] as number));
    },
  };
}

/** Exponent of time in the grid's variable between two points, evaluated in each block. */
export function exponent(caseId: string, from: number, to: number): TimedRule {
  return {
    kind: 'timed',
    unit: 'exponent',
    scale: 'linear',
    perBlock: (record) => {
      const points = pointsOf(record, caseId).filter(({ at }) => at >= from && at <= to);
      return slopes(
        points.map(({ at }) => ({ x: at, ms: blockMediansMs(record, { case: caseId, at }) })),
      );
    },
  };
}

/** Exponent of time in a size that differs from case to case, by the size of each. */
export function exponentAcross(points: readonly { size: number; point: CasePoint }[]): TimedRule {
  return {
    kind: 'timed',
    unit: 'exponent',
    scale: 'linear',
    perBlock: (record) =>
      slopes(points.map(({ size, point }) => ({ x: size, ms: blockMediansMs(record, point) }))),
  };
}

/** Slope of log time over log x in each block. */
function slopes(points: readonly { x: number; ms: readonly number[] }[]): number[] {
  const blocks = points[0]?.ms.length ?? 0;
  return Array.from({ length: blocks }, (_, block) =>
    logLogSlope(points.map(({ x, ms }) => ({ x, y: ms[block] as number }))),
  );
}

/** Floating-point operations per second of a case at a point, by its closed form, in GFLOP/s. */
export function rate(point: CasePoint): TimedRule {
  return {
    kind: 'timed',
    unit: 'GFLOP/s',
    scale: 'log',
    perBlock: (record) =>
      blockMediansMs(record, point).map((ms) => pointOf(record, point).flops / (ms * 1e6)),
  };
}

/** A number that is the same whatever was measured, such as an exponent that theory gives. */
export function constant(value: number, unit: Unit): ExactRule {
  return { kind: 'exact', unit, value: () => value };
}

/** As many times as the machine has cores. */
export const coreCount: ExactRule = {
  kind: 'exact',
  unit: 'ratio',
  value: ({ machine }) => machine.cores,
};

/** Ratio of the multiplications and additions that two cases need, by their closed forms. */
export function workRatio({ of, over }: { of: CasePoint; over: CasePoint }): ExactRule {
  return {
    kind: 'exact',
    unit: 'ratio',
    value: (record) => pointOf(record, of).flops / pointOf(record, over).flops,
  };
}

/** Length of the chain of dependent steps of a case at a point. */
export function sequentialSteps(point: CasePoint): ExactRule {
  return {
    kind: 'exact',
    unit: 'count',
    value: (record) => pointOf(record, point).sequentialSteps,
  };
}

/** Evaluates a rule on a record. */
export function evaluate(rule: QuantityRule, record: MeasuredRecord): QuantityValue {
  if (rule.kind === 'exact')
    return { kind: 'exact', unit: rule.unit, estimate: rule.value(record) };
  const perBlock = rule.perBlock(record);
  const interval = (level: number) => recordInterval(record, perBlock, rule.scale, level);
  return { kind: 'timed', unit: rule.unit, estimate: interval(0.95).estimate, perBlock, interval };
}

export function pointsOf(record: MeasuredRecord, caseId: string) {
  const found = record.cases.find((entry) => entry.id === caseId);
  if (found === undefined) {
    throw new RangeError(
      `The record of "${record.experiment}" has no case "${caseId}"; ` +
        `it has ${record.cases.map((entry) => entry.id).join(', ')}.`,
    );
  }
  return found.points;
}

export function pointOf(record: MeasuredRecord, point: CasePoint) {
  const found = pointsOf(record, point.case).find(({ at }) => at === point.at);
  if (found === undefined) {
    throw new RangeError(
      `The record of "${record.experiment}" has no point ${point.at} of ${point.case}.`,
    );
  }
  return found;
}
