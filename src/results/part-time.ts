import { median } from 'simple-statistics';
import { type CasePoint, trialsOf } from './block-values.ts';
import type { TimedRule } from './quantity.ts';
import type { MeasuredRecord } from './record.ts';

/**
 * How many times longer some parts of the work take in `of` than in `over`, summed over lanes and
 * paired within each block: how much slower the same work is where lanes share a machine.
 */
export function partTimeRatio(
  { of, over }: { of: CasePoint; over: CasePoint },
  parts: readonly string[],
): TimedRule {
  return {
    kind: 'timed',
    unit: 'ratio',
    scale: 'log',
    perBlock: (record) => {
      const denominators = partTimesMs(record, over, parts);
      return partTimesMs(record, of, parts).map(
        (ms, block) => ms / (denominators[block] as number),
      );
    },
  };
}

/** Of each block the median sample's time in some parts, in ms. */
function partTimesMs(record: MeasuredRecord, point: CasePoint, parts: readonly string[]): number[] {
  return trialsOf(record, point).map(({ partsMs, samplesMs }) => {
    if (partsMs === undefined) {
      throw new RangeError(
        `The record of "${record.experiment}" has no timeline of ${point.case} at ${point.at}.`,
      );
    }
    const sums = samplesMs.map((_, sample) =>
      parts.reduce((sum, part) => sum + (partsMs[part]?.[sample] ?? 0), 0),
    );
    return median(sums);
  });
}
