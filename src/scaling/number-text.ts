import type { ExplainedNumber } from './explain.ts';

/** Three digits, groups of thousands, and the unit; seconds below one in milliseconds. */
export function numberText({ value, unit }: Pick<ExplainedNumber, 'value' | 'unit'>): string {
  if (unit === 's' && value > 0 && value < 1) return `${threeDigits(1000 * value)} ms`;
  if (unit === 'count') return threeDigits(value, true);
  return `${threeDigits(value)} ${unit}`;
}

function threeDigits(value: number, inFull = false): string {
  const rounded = inFull ? value : Number(value.toPrecision(3));
  const [whole = '', fraction] = String(rounded).split('.');
  const separated = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}
