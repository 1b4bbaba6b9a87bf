import type { Locale } from './locales.ts';
import type { CountForms } from './strings.ts';

/** A date as `2026-11-23`, in UTC: the same in both languages and on every machine. */
export function formatDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A size of a download: `820 B`, `2 KB`, `1.4 MB` (thousands, as file managers count). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `1 block`, `10 blocks`; Chinese has one form. */
export function counted(count: number, forms: CountForms): string {
  return fill(count === 1 ? forms.one : forms.other, { n: count });
}

/** Facts in a row: `a, b`; in Chinese `a，b`. */
export function joined(facts: readonly string[], locale: Locale): string {
  return facts.join(locale === 'zh' ? '，' : ', ');
}

/** A level of confidence: `95%`, `98.75%`. */
export function formatLevel(level: number): string {
  return `${Number((level * 100).toFixed(2))}%`;
}

/** Puts values into the `{names}` of a phrase. */
export function fill(phrase: string, values: Readonly<Record<string, string | number>>): string {
  return phrase.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A very small or very large number with one decimal: `1.2 × 10⁻⁶`. */
export function formatScientific(value: number): string {
  if (value === 0) return '0';
  const [mantissa = '', power = ''] = value.toExponential(1).replace('+', '').split('e');
  const raised = [...power]
    .map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)]))
    .join('');
  return `${mantissa} × 10${raised}`;
}
