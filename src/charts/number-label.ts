const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const [plain, grouped] = [false, true].map(
  (useGrouping) => new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6, useGrouping }),
) as [Intl.NumberFormat, Intl.NumberFormat];

function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))]
    .map((digit) => SUPERSCRIPTS[Number(digit)])
    .join('');
  return exponent < 0 ? `⁻${digits}` : digits;
}

/**
 * A number as an axis shows it, the same in both languages: 1024, 10,000, 0.05, −3; powers of ten
 * outside 0.001 … 100,000 as 10⁶.
 */
export function numberLabel(value: number): string {
  const magnitude = Math.abs(value);
  const exponent = Math.round(Math.log10(magnitude));
  const isPower = Math.abs(magnitude / 10 ** exponent - 1) < 1e-9;
  const sign = value < 0 ? '−' : '';
  if (isPower && (exponent > 5 || exponent < -3)) return `${sign}10${superscript(exponent)}`;
  return sign + (magnitude >= 10_000 ? grouped : plain).format(magnitude);
}
