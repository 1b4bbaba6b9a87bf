import type { Locale } from './locales.ts';

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
export function counted(count: number, forms: { one: string; other: string }): string {
  return (count === 1 ? forms.one : forms.other).replace('{n}', String(count));
}

/** Several names as one phrase: `a, b and c`; `a、b 和 c`. */
export function listed(names: readonly string[], locale: Locale): string {
  const last = names.at(-1) ?? '';
  if (names.length < 2) return last;
  const first = names.slice(0, -1);
  return locale === 'zh' ? `${first.join('、')}和${last}` : `${first.join(', ')} and ${last}`;
}
