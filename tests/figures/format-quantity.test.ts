import { describe, expect, it } from 'vitest';
import { formatInterval, formatQuantity } from '#figures/format-quantity.ts';
import type { QuantityValue, Unit } from '#results/quantity.ts';

function timed(unit: Unit, estimate: number, low: number, high: number): QuantityValue {
  return {
    kind: 'timed',
    unit,
    estimate,
    perBlock: [estimate, estimate],
    interval: (level) => ({ estimate, low, high, level }),
  };
}

describe('a number in prose shows the digits that its interval supports', () => {
  it.each<[Unit, number, number, number, string, string]>([
    ['ratio', 7.123, 6.8, 7.5, '7.1×', '7.1 倍'],
    ['ratio', 7.123, 7.11, 7.135, '7.12×', '7.12 倍'],
    ['ratio', 213.4, 190, 240, '210×', '210 倍'],
    ['ms', 12.94, 12.6, 13.3, '12.9 ms', '12.9 ms'],
    ['ms', 2149, 2100, 2190, '2.15 s', '2.15 s'],
    ['exponent', 1.0372, 1.02, 1.05, '1.04', '1.04'],
    ['GFLOP/s', 163.2, 150, 177, '160 GFLOP/s', '160 GFLOP/s'],
  ])('%s %d in [%d, %d] reads %s', (unit, estimate, low, high, en, zh) => {
    expect(formatQuantity(timed(unit, estimate, low, high), 'en')).toBe(en);
    expect(formatQuantity(timed(unit, estimate, low, high), 'zh')).toBe(zh);
  });

  it('writes an exact number with up to three digits', () => {
    expect(formatQuantity({ kind: 'exact', unit: 'ratio', estimate: 2.5 }, 'en')).toBe('2.5×');
    expect(formatQuantity({ kind: 'exact', unit: 'count', estimate: 1024 }, 'zh')).toBe('1024');
    expect(formatQuantity({ kind: 'exact', unit: 'count', estimate: 31 / 13 }, 'en')).toBe('2.38');
  });
});

describe('an interval', () => {
  it('has the digits of its estimate', () => {
    const interval = { estimate: 7.123, low: 6.84, high: 7.46, level: 0.95 };
    expect(formatInterval(interval, 'ratio', 'en')).toBe('6.8–7.5×');
    expect(formatInterval(interval, 'ratio', 'zh')).toBe('6.8–7.5 倍');
  });

  it('is in seconds where its estimate is', () => {
    const interval = { estimate: 2149, low: 2100, high: 2190, level: 0.95 };
    expect(formatInterval(interval, 'ms', 'en')).toBe('2.10–2.19 s');
  });
});
