import type { TableCell } from '#components/post/chart-table.ts';
import { formatInterval, formatQuantity } from '#figures/format-quantity.ts';
import type { Locale } from '#i18n/locales.ts';
import { firstCall, peakMemory } from '#results/process-rules.ts';
import { evaluate, type QuantityRule, time } from '#results/quantity.ts';
import type { CaseEntry, MeasuredRecord } from '#results/record.ts';
import { recordInterval } from '#results/record-interval.ts';
import { measuredCases } from './experiment-cases.ts';

/** What the process of a case costs beside the time of a call. */
export interface ProcessCost {
  entry: CaseEntry;
  /** The largest point of its grid. */
  at: number;
  firstCall: TableCell;
  steady: TableCell;
  /** MiB above an empty process; absent from records of instruments that did not look. */
  memory: TableCell | undefined;
}

/** First call and peak memory of every measured case, at the largest point of its grid. */
export function processCosts(record: MeasuredRecord, locale: Locale): ProcessCost[] {
  return measuredCases(record).map((entry) => {
    const at = Math.max(...entry.points.map((point) => point.at));
    const point = { case: entry.id, at };
    const cell = (rule: QuantityRule): TableCell => {
      const value = evaluate(rule, record);
      const estimate = formatQuantity(value, locale);
      if (value.kind === 'exact') return { estimate };
      return { estimate, interval: formatInterval(value.interval(0.95), value.unit, locale) };
    };
    return {
      entry,
      at,
      firstCall: cell(firstCall(point)),
      steady: cell(time(point)),
      memory: memoryCell(record, entry.id),
    };
  });
}

function memoryCell(record: MeasuredRecord, caseId: string): TableCell | undefined {
  const perBlock = peakMemory(record, caseId);
  if (perBlock === undefined) return undefined;
  const { estimate, low, high } = recordInterval(record, perBlock, 'linear', 0.95);
  const [middle, from, to] = [estimate, low, high].map((mebibytes) =>
    String(Math.max(0, Math.round(mebibytes))),
  );
  return { estimate: middle ?? '', interval: `${from}–${to}` };
}
