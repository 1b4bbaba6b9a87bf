import type { FigureFamily, Locale } from '#figures/figure.ts';
import { formatQuantity } from '#figures/format-quantity.ts';
import { isLocale } from '#i18n/locales.ts';
import { parseRecord, RecordError } from '#results/parse-record.ts';
import type { QuantityValue } from '#results/quantity.ts';
import { evaluateIfThere } from '#results/quantity-change.ts';
import type { MeasuredRecord } from '#results/record.ts';
import type { ParsedPost } from '../parse-post.ts';
import { type ChangedClaim, changedClaims } from './changed-claims.ts';
import type { Commit } from './committed-records.ts';
import {
  type ChangedQuantity,
  changedElsewhere,
  compareRecords,
  type RecordChange,
  type RecordTexts,
} from './compare-records.ts';
import { findQuotes, type Quote } from './find-quotes.ts';

/** What moved since a commit on one machine. */
export interface Report {
  since: Commit;
  machine: string;
  records: RecordChange[];
  claims: ChangedClaim[];
  /** Sentences that quote what moved, came or went, in every language. */
  quotes: Quote[];
  /** Changed records of other machines. */
  elsewhere: string[];
}

export interface ReportInput {
  since: Commit;
  machine: string;
  /** Machines that speak where this one has not measured. */
  others?: readonly string[];
  families: readonly FigureFamily[];
  posts: readonly ParsedPost[];
  texts: RecordTexts;
}

/** Compares the records of two states of the repository, and finds what in the posts hangs on them. */
export function makeReport(input: ReportInput): Report {
  const { since, machine, others = [], families, posts, texts } = input;
  const records = compareRecords(families, texts, machine);
  const moved = new Map(
    records.flatMap(({ quantities }) =>
      quantities.filter(hasMoved).map((quantity) => [quantity.id, quantity] as const),
    ),
  );
  const valueNow = valuesNow(families, texts.now, [machine, ...others]);
  const quotes = posts.flatMap((post) => {
    const locale = localeOf(post);
    const written = (id: string) => {
      const value = valueNow(id);
      return value === undefined ? `⟨${id}⟩` : formatQuantity(value, locale);
    };
    return findQuotes(post, locale, written).filter(({ quantity }) => moved.has(quantity));
  });
  return {
    since,
    machine,
    records,
    claims: changedClaims(posts, families, records),
    quotes,
    elsewhere: changedElsewhere(texts, machine),
  };
}

/** Whether a sentence that quotes the quantity should be read again. */
export function hasMoved({ movement }: ChangedQuantity): boolean {
  return movement === 'moved' || movement === 'new' || movement === 'gone';
}

/** Looks up what a quantity is by the newer records, each read once and only if it is asked for. */
function valuesNow(
  families: readonly FigureFamily[],
  texts: Readonly<Record<string, string>>,
  machines: readonly string[],
): (id: string) => QuantityValue | undefined {
  const records = new Map<string, MeasuredRecord | undefined>();
  const recordOf = (experiment: string) => {
    if (!records.has(experiment)) {
      const file = machines
        .map((machine) => `src/results/${experiment}/${machine}.json`)
        .find((each) => texts[each] !== undefined);
      records.set(experiment, file === undefined ? undefined : readIfWhole(texts[file], file));
    }
    return records.get(experiment);
  };
  return (id) => {
    const [experiment = '', key = ''] = id.split('/');
    const family = families.find((each) => each.experiment === experiment);
    const rule = family?.quantities[key]?.rule;
    const record = rule === undefined ? undefined : recordOf(experiment);
    return rule === undefined || record === undefined ? undefined : evaluateIfThere(rule, record);
  };
}

function readIfWhole(text: string | undefined, file: string): MeasuredRecord | undefined {
  try {
    return text === undefined ? undefined : parseRecord(text, file);
  } catch (error) {
    if (error instanceof RecordError) return undefined;
    throw error;
  }
}

function localeOf({ file }: ParsedPost): Locale {
  const [stem] = (file.split('/').at(-1) ?? '').split('.');
  return isLocale(stem) ? stem : 'en';
}
