import type { Chart } from '#charts/chart.ts';
import type { ExactRule, QuantityRule } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';

export type Locale = 'en' | 'zh';
export type Localised = Readonly<Record<Locale, string>>;

/** Where a gain comes from. A gain on one thread is never one of cores. */
export type ParallelismKind = 'simd' | 'cores' | 'gemm' | 'dispatch' | 'overlap' | 'less-work';

/** What a family publishes as one picture. The chart is plain data; `src/charts` draws it. */
export interface FigureDefinition {
  title: Localised;
  /** Shown as badges in the caption. */
  kinds: readonly ParallelismKind[];
  /** Builds the chart from the primary record, with the reader's own record beside it if she has one. */
  chart(record: MeasuredRecord, locale: Locale, local?: MeasuredRecord): Chart;
}

/**
 * What theory says of a quantity, before the measurement: a number from a closed form, and how far
 * off it may be. As predicted where the whole interval lies in [predicted / within, predicted ·
 * within]; refuted where none of it does; else open.
 */
export interface Prediction {
  /** The statement in words, with its closed form. */
  statement: Localised;
  /** Key of a quantity of the family, timed or counted. */
  quantity: string;
  predicted: ExactRule;
  /** A factor of at least 1. */
  within: number;
  /** Under which condition it holds, where it does only under one. */
  condition?: Localised;
  /** Why it came out otherwise; written afterwards. */
  remark?: Localised;
}

/** A number that was published elsewhere, to set beside ours. */
export interface Anchor {
  text: Localised;
  /** Key in the bibliography, and where in the paper it stands. */
  cite: string;
  at: Localised;
}

/**
 * A figure family: everything that is published of one experiment. One file, the experiment's name.
 * Ids are `<experiment>/<key>`, for quantities and figures alike.
 */
export interface FigureFamily {
  experiment: string;
  title: Localised;
  question: Localised;
  /** What theory predicts, as a sentence with its closed form. */
  prediction: Localised;
  /** Which sides compute the same (E0 to E3), or that they are different functions. */
  equality: Localised;
  /** When what was found does not hold. */
  limits: Localised;
  anchors: readonly Anchor[];
  predictions: Readonly<Record<string, Prediction>>;
  /** What a case is called, by the part of its id before the `@`. */
  caseLabels: Readonly<Record<string, Localised>>;
  quantities: Readonly<Record<string, { label: Localised; rule: QuantityRule }>>;
  figures: Readonly<Record<string, FigureDefinition>>;
}

export function defineFigures(family: FigureFamily): FigureFamily {
  return family;
}
