import type { FigureFamily } from '#figures/figure.ts';
import { counted, joined } from '#i18n/format.ts';
import type { Locale } from '#i18n/locales.ts';
import { stringsOf } from '#i18n/strings.ts';
import type { CaseEntry, MeasuredRecord } from '#results/record.ts';

/** What a page calls a case: the label of its network, and its threads. */
export function caseLabel(family: FigureFamily, entry: CaseEntry, locale: Locale): string {
  const { post } = stringsOf(locale);
  const name = entry.id.split('@')[0] ?? entry.id;
  const label = family.caseLabels[name]?.[locale] ?? name;
  return joined([label, counted(entry.threads, post.threads)], locale);
}

/** The cases that were measured, in the record's order. */
export function measuredCases(record: MeasuredRecord): CaseEntry[] {
  return record.cases.filter(({ state }) => state === 'measured');
}

/** Every place on the grid of a record, in ascending order. */
export function gridOf(record: MeasuredRecord): number[] {
  const places = record.cases.flatMap(({ points }) => points.map(({ at }) => at));
  return [...new Set(places)].sort((a, b) => a - b);
}
