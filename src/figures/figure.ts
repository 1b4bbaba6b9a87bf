import type { LineChart } from '#charts/line-chart.ts';
import type { QuantityRule } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';

export type Locale = 'en' | 'zh';
export type Localised = Readonly<Record<Locale, string>>;

/** What a family publishes as one picture. The chart is plain data; `src/charts` draws it. */
export interface FigureDefinition {
  title: Localised;
  /** Builds the chart from the primary record, with the reader's own record beside it if she has one. */
  chart(record: MeasuredRecord, locale: Locale, local?: MeasuredRecord): LineChart;
}

/**
 * A figure family: everything that is published of one experiment. One file, the experiment's name.
 * Ids are `<experiment>/<key>`, for quantities and figures alike.
 */
export interface FigureFamily {
  experiment: string;
  title: Localised;
  question: Localised;
  /** What a case is called, by the part of its id before the `@`. */
  caseLabels: Readonly<Record<string, Localised>>;
  quantities: Readonly<Record<string, { label: Localised; rule: QuantityRule }>>;
  figures: Readonly<Record<string, FigureDefinition>>;
}

export function defineFigures(family: FigureFamily): FigureFamily {
  return family;
}
