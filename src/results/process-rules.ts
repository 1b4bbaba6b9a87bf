import { type CasePoint, trialsOf } from './block-values.ts';
import type { TimedRule } from './quantity.ts';
import type { MeasuredRecord } from './record.ts';

/** The first call of a case at a point in its process: what a program pays that calls once. In ms. */
export function firstCall(point: CasePoint): TimedRule {
  return {
    kind: 'timed',
    unit: 'ms',
    scale: 'log',
    perBlock: (record) => trialsOf(record, point).map(({ coldMs }) => coldMs),
  };
}

/**
 * The largest resident memory of a case's process over its whole grid, less that of a process of
 * the same block that only opens the engine; in MiB. Undefined where the record has no such process.
 */
export function peakMemory(record: MeasuredRecord, caseId: string): number[] | undefined {
  const counted = record.blocks.filter(({ voided }) => voided === undefined);
  const perBlock = counted.flatMap(({ emptyPeakRssBytes, runs }) => {
    const peak = runs.find((run) => run.case === caseId)?.peakRssBytes;
    if (emptyPeakRssBytes === undefined || peak === undefined) return [];
    return [Math.max(0, peak - emptyPeakRssBytes) / 2 ** 20];
  });
  return perBlock.length === counted.length && perBlock.length >= 2 ? perBlock : undefined;
}
