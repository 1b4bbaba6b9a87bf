import type { Predicate } from '#figures/claim.ts';
import { formatQuantity } from '#figures/format-quantity.ts';
import type { Locale } from '#i18n/locales.ts';
import type { Unit } from '#results/quantity.ts';

/** A predicate as the margin shows it: `≥ 2×`, `≤ 40 ms`, `0.9–1.1`. */
export function predicateText(predicate: Predicate, unit: Unit, locale: Locale): string {
  const write = (estimate: number) => formatQuantity({ kind: 'exact', unit, estimate }, locale);
  const { atLeast, atMost, between } = predicate;
  if (atLeast !== undefined) return `≥ ${write(atLeast)}`;
  if (atMost !== undefined) return `≤ ${write(atMost)}`;
  const [low, high] = between ?? [0, 0];
  const bare = formatQuantity({ kind: 'exact', unit: 'count', estimate: low }, locale);
  return `${bare}–${write(high)}`;
}
