import { formatInterval } from '#figures/format-quantity.ts';
import { formatDate, joined } from '#i18n/format.ts';
import type { Locale } from '#i18n/locales.ts';
import type { History } from '#results/history.ts';
import type { Unit } from '#results/quantity.ts';

/**
 * The interval that a quantity had when its record was last published with other samples, and that
 * day: `5.9–7.0×, 2026-11-20`. None where it had not been published before, or was counted.
 */
export function earlierInterval(
  history: History,
  { machine, finishedAt, key }: { machine: string; finishedAt: string; key: string },
  locale: Locale,
): string | undefined {
  const before = history.publications.findLast(
    (each) => each.machine === machine && each.finishedAt < finishedAt,
  );
  const quantity = before?.quantities[key];
  if (before === undefined || quantity?.low === undefined || quantity.high === undefined) {
    return undefined;
  }
  const { estimate, low, high } = quantity;
  const interval = formatInterval(
    { estimate, low, high, level: 0.95 },
    quantity.unit as Unit,
    locale,
  );
  return joined([interval, formatDate(new Date(before.finishedAt))], locale);
}
