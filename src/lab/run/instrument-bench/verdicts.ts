import { evaluate, exponent, type QuantityValue, ratio, time } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { pairs } from './known-costs.ts';

type Interval = ReturnType<Extract<QuantityValue, { kind: 'timed' }>['interval']>;

/** One thing that the instrument must find, with what it found. */
export interface Check {
  what: string;
  found: string;
  holds: boolean;
}

function intervalOf(record: MeasuredRecord, rule: Parameters<typeof evaluate>[0]): Interval {
  const value = evaluate(rule, record);
  if (value.kind !== 'timed') throw new TypeError('Expected a timed quantity.');
  return value.interval(0.95);
}

const contains = ({ low, high }: Interval, value: number) => low <= value && value <= high;
const shown = ({ estimate, low, high }: Interval) =>
  `${estimate.toPrecision(5)} (${low.toPrecision(5)} to ${high.toPrecision(5)})`;

/** Waits within 1 %; ratios 2 and 4, exponents 1, 2 and 3, and a 1.05 that is found. */
export function checkKnownCosts(record: MeasuredRecord): Check[] {
  const wait = (at: number) => ({ case: 'busy-wait@one', at });
  const checks = [5, 10, 20].map((ms) => {
    const interval = intervalOf(record, time(wait(ms)));
    return {
      what: `a wait of ${ms} ms, within 1 %`,
      found: `${shown(interval)} ms`,
      holds: Math.abs(interval.estimate / ms - 1) <= 0.01,
    };
  });
  for (const factor of [2, 4]) {
    const interval = intervalOf(record, ratio({ of: wait(5 * factor), over: wait(5) }));
    // The clock itself adds about 0.1 µs to a wait, so that the ratio is a hair below the factor.
    const holds = contains(interval, factor) || Math.abs(interval.estimate / factor - 1) < 1e-4;
    checks.push({ what: `a ratio of ${factor}`, found: shown(interval), holds });
  }
  for (const [order, to] of [
    [1, 16],
    [2, 16],
    [3, 8],
  ] as const) {
    const interval = intervalOf(record, exponent(`order-${order}@one`, 1, to));
    const holds = contains(interval, order) || Math.abs(interval.estimate - order) <= 0.02;
    checks.push({ what: `exponent ${order} ± 0.02`, found: shown(interval), holds });
  }
  const twentieth = intervalOf(
    record,
    ratio({ of: { case: 'plain-and-a-twentieth@one', at: 1 }, over: { case: 'plain@one', at: 1 } }),
  );
  checks.push({
    what: 'a difference of 1.05, found',
    found: shown(twentieth),
    holds: twentieth.low > 1 && contains(twentieth, 1.05),
  });
  return checks;
}

/** How many of the ratios of the same work contain 1, and the furthest from it. */
export function checkSameTwice(record: MeasuredRecord): Check {
  const ratios = Array.from({ length: pairs }, (_, pair) =>
    intervalOf(
      record,
      ratio({ of: { case: `a-${pair}@one`, at: 1 }, over: { case: `b-${pair}@one`, at: 1 } }),
    ),
  );
  const containing = ratios.filter((interval) => contains(interval, 1)).length;
  const furthest = Math.max(...ratios.map(({ estimate }) => Math.abs(estimate - 1)));
  return {
    what: `A/A: at least 17 of ${pairs} intervals contain 1, all within 3 %`,
    found: `${containing} contain it, the furthest ${(furthest * 100).toFixed(2)} % away`,
    holds: containing >= 17 && furthest < 0.03,
  };
}

/** Blocks beside hogs are voided, and the estimate is that of the quiet run. */
export function checkDisturbed(
  quiet: MeasuredRecord,
  disturbed: MeasuredRecord,
  hogged: readonly number[],
): Check[] {
  const voided = disturbed.blocks.filter((block) => block.voided !== undefined);
  const found = [...new Set(voided.map(({ index }) => index))];
  const left = { case: 'left@one', at: 1 };
  const [before, after] = [quiet, disturbed].map((record) => intervalOf(record, time(left)));
  if (before === undefined || after === undefined) throw new TypeError('Expected two intervals.');
  return [
    {
      what: `blocks ${hogged.map((index) => index + 1).join(' and ')} beside hogs are voided`,
      found: `voided: ${found.map((index) => index + 1).join(', ') || 'none'}`,
      holds: hogged.every((index) => found.includes(index)),
    },
    {
      what: 'the estimate is unmoved by them (intervals overlap)',
      found: `quiet ${shown(before)} ms, disturbed ${shown(after)} ms`,
      holds: before.low <= after.high && after.low <= before.high,
    },
  ];
}
