import { mean, median } from 'simple-statistics';
import { type CasePoint, trialsOf } from './block-values.ts';
import type { ExactRule, TimedRule } from './quantity.ts';
import type { MeasuredRecord, Span } from './record.ts';
import { observationOf } from './share-rules.ts';

/** Share of a case's floating-point operations that some parts of the work do. */
export function flopShare(point: CasePoint, parts: readonly string[]): ExactRule {
  return {
    kind: 'exact',
    unit: 'share',
    value: (record) => {
      const flops = flopsOf(record, point);
      const all = [...flops.values()].reduce((sum, each) => sum + each, 0);
      return parts.reduce((sum, part) => sum + (flops.get(part) ?? 0), 0) / all;
    },
  };
}

/**
 * Share of a case's time that some parts of the work take together, in each block: the mean over its
 * samples, so that the shares of all parts sum to 1.
 */
export function timeShare(point: CasePoint, parts: readonly string[]): TimedRule {
  return {
    kind: 'timed',
    unit: 'share',
    scale: 'linear',
    perBlock: (record) =>
      trialsOf(record, point).map(({ partsMs, samplesMs }) => {
        if (partsMs === undefined) throw noTimeline(record, point);
        const shares = samplesMs.map((all, sample) => {
          const own = parts.map((part) => partsMs[part]?.[sample] ?? 0);
          return own.reduce((sum, ms) => sum + ms, 0) / all;
        });
        return mean(shares);
      }),
  };
}

/** Work over time of some parts alone, in GFLOP/s, in each block. */
export function partRate(point: CasePoint, parts: readonly string[]): TimedRule {
  return {
    kind: 'timed',
    unit: 'GFLOP/s',
    scale: 'log',
    perBlock: (record) => {
      const flops = flopsOf(record, point);
      const own = parts.reduce((sum, part) => sum + (flops.get(part) ?? 0), 0);
      return trialsOf(record, point).map(({ partsMs, samplesMs }) => {
        if (partsMs === undefined) throw noTimeline(record, point);
        const sums = samplesMs.map((_, sample) =>
          parts.reduce((sum, part) => sum + (partsMs[part]?.[sample] ?? 0), 0),
        );
        return own / (median(sums) * 1e6);
      });
    },
  };
}

/** How many kernels a call of a case runs, counted in its timeline; what lies between them is `gap`. */
export function kernelCalls(point: CasePoint, gap: string): ExactRule {
  return {
    kind: 'exact',
    unit: 'count',
    value: (record) => timelineOf(record, point).filter(({ part }) => part !== gap).length,
  };
}

/** The timeline that is kept of a case at a point. Throws where there is none. */
export function timelineOf(record: MeasuredRecord, point: CasePoint): Span[] {
  const found = trialsOf(record, point).find(({ spans }) => spans !== undefined)?.spans;
  if (found === undefined) throw noTimeline(record, point);
  return found;
}

function flopsOf(record: MeasuredRecord, point: CasePoint): Map<string, number> {
  const { values, labels = [] } = observationOf(record, point, 'flops-by-part');
  return new Map(labels.map((part, index) => [part, values[index] as number]));
}

const noTimeline = (record: MeasuredRecord, point: CasePoint) =>
  new RangeError(
    `The record of "${record.experiment}" has no timeline of ${point.case} at ${point.at}.`,
  );
