import type { QuantityValue, Unit } from '#results/quantity.ts';
import type { Interval } from '#statistics/block-interval.ts';
import type { Locale } from './figure.ts';

/**
 * The number as prose shows it: only the digits that its 95 % interval supports (the last digit
 * shown is the first digit of the interval's half-width). Seconds from 1,000 ms on.
 */
export function formatQuantity(value: QuantityValue, locale: Locale): string {
  if (value.kind === 'exact') return withUnit(exactDigits(value), value.unit, locale);
  const interval = value.interval(0.95);
  const { factor, unit } = scaleOf(value.unit, value.estimate);
  return withUnit(fixed(value.estimate * factor, decimalsFor(interval, factor)), unit, locale);
}

/** The interval's ends, to a tenth of its width or finer, so that they never read the same. */
export function formatInterval(interval: Interval, unit: Unit, locale: Locale): string {
  const scale = scaleOf(unit, interval.estimate);
  // Half of the half-width: a digit more than the estimate has where its own would be coarse.
  const decimals = decimalsFor(interval, scale.factor / 2);
  const [low, high] = [interval.low, interval.high].map((end) =>
    fixed(end * scale.factor, decimals),
  );
  return withUnit(`${low}–${high}`, scale.unit, locale);
}

function scaleOf(unit: Unit, estimate: number): { factor: number; unit: Unit | 's' } {
  if (unit === 'ms' && estimate >= 1000) return { factor: 1e-3, unit: 's' };
  return { factor: unit === 'share' ? 100 : 1, unit };
}

function decimalsFor({ low, high }: Interval, factor: number): number {
  const halfWidth = ((high - low) / 2) * factor;
  return halfWidth > 0 ? -Math.floor(Math.log10(halfWidth)) : 12;
}

/** Rounds to a number of decimals, which may be negative (tens, hundreds); U+2212 for minus. */
function fixed(value: number, decimals: number): string {
  const step = 10 ** -decimals;
  const digits = decimals > 0 ? value.toFixed(decimals) : String(Math.round(value / step) * step);
  return grouped(digits);
}

/** A whole count in full; other exact numbers with three digits. */
function exactDigits({ unit, estimate }: QuantityValue): string {
  const { factor } = scaleOf(unit, 0);
  if (factor !== 1) return String(Number((estimate * factor).toPrecision(3)));
  const inFull = unit === 'count' && Number.isInteger(estimate);
  return grouped(String(inFull ? estimate : Number(estimate.toPrecision(3))));
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.replace('-', '−').split('.');
  const separated = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}

function withUnit(digits: string, unit: Unit | 's', locale: Locale): string {
  if (unit === 'ratio') return locale === 'zh' ? `${digits} 倍` : `${digits}×`;
  if (unit === 'share') return locale === 'zh' ? `${digits}%` : `${digits} %`;
  if (unit === 'tokens/s') return locale === 'zh' ? `${digits} 词元/秒` : `${digits} tokens/s`;
  if (unit === 'sequences/s') return locale === 'zh' ? `${digits} 条/秒` : `${digits} sequences/s`;
  if (unit === 'exponent' || unit === 'count') return digits;
  return `${digits} ${unit}`;
}
