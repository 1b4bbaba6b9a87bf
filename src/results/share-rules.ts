import { median } from 'simple-statistics';
import { blockMediansMs, type CasePoint, trialsOf } from './block-values.ts';
import type { ExactRule, TimedRule, Unit } from './quantity.ts';
import type { MeasuredRecord } from './record.ts';

/** Time of `of` as a share of the time of `over`, paired within each block. */
export function shareOfTime({ of, over }: { of: CasePoint; over: CasePoint }): TimedRule {
  return { ...amongBlocks(of, over, (part, whole) => part / whole), unit: 'share' };
}

/**
 * The largest speed-up that is left if the part `of` of the time `over` vanished and the rest stayed
 * (Amdahl 1967: 1/(1 − f)).
 */
export function amdahlCeiling({ of, over }: { of: CasePoint; over: CasePoint }): TimedRule {
  return { ...amongBlocks(of, over, (part, whole) => whole / (whole - part)), unit: 'ratio' };
}

/** How many `items` a case finishes in a second, if one call works on that many. */
export function throughput(
  point: CasePoint,
  items: number,
  unit: 'sequences/s' | 'tokens/s',
): TimedRule {
  return {
    kind: 'timed',
    unit,
    scale: 'log',
    perBlock: (record) => blockMediansMs(record, point).map((ms) => (1000 * items) / ms),
  };
}

/** Share of the lanes' time that a part of the work takes (of 'idle': the bubble), in each block. */
export function partShare(point: CasePoint, part: string, lanes = 1): TimedRule {
  return {
    kind: 'timed',
    unit: 'share',
    scale: 'linear',
    perBlock: (record) => partShares(record, point, part, lanes),
  };
}

function partShares(
  record: MeasuredRecord,
  point: CasePoint,
  part: string,
  lanes: number,
): number[] {
  return trialsOf(record, point).map(({ partsMs, samplesMs }) => {
    if (partsMs === undefined) {
      throw new RangeError(
        `The record of "${record.experiment}" has no timeline of ${point.case} at ${point.at}.`,
      );
    }
    const own = partsMs[part];
    if (own === undefined) return 0;
    return median(own.map((ms, sample) => ms / (lanes * (samplesMs[sample] as number))));
  });
}

/** A number that theory gives, by its name in the experiment's predictions. */
export function predicted(name: string, unit: Unit): ExactRule {
  return {
    kind: 'exact',
    unit,
    value: (record) => {
      const found = record.predictions?.[name];
      if (found !== undefined) return found;
      throw new RangeError(
        `The record of "${record.experiment}" predicts no "${name}"; ` +
          `it predicts ${Object.keys(record.predictions ?? {}).join(', ') || 'nothing'}.`,
      );
    },
  };
}

/** An entry of an exact finding, by its label along the last axis; a finding's only entry without. */
export function observed(point: CasePoint, name: string, unit: Unit, label?: string): ExactRule {
  return {
    kind: 'exact',
    unit,
    value: (record) => {
      const { values, labels } = observationOf(record, point, name);
      const index = label === undefined ? 0 : (labels ?? []).indexOf(label);
      if (index >= 0 && (label !== undefined || values.length === 1))
        return values[index] as number;
      throw new RangeError(
        `"${name}" of ${point.case} at ${point.at} has ${values.length} values ` +
          `(${labels?.join(', ') ?? 'without labels'}); received ${label ?? 'no label'}.`,
      );
    },
  };
}

/** An exact finding about a case at a point. Throws where the record has none of that name. */
export function observationOf(record: MeasuredRecord, point: CasePoint, name: string) {
  const found = record.observations?.find(
    (each) => each.case === point.case && each.at === point.at && each.name === name,
  );
  if (found !== undefined) return found;
  throw new RangeError(
    `The record of "${record.experiment}" has no "${name}" of ${point.case} at ${point.at}.`,
  );
}

function amongBlocks(
  of: CasePoint,
  over: CasePoint,
  combine: (part: number, whole: number) => number,
): Omit<TimedRule, 'unit'> {
  return {
    kind: 'timed',
    scale: 'log',
    perBlock: (record) => {
      const wholes = blockMediansMs(record, over);
      return blockMediansMs(record, of).map((part, block) =>
        combine(part, wholes[block] as number),
      );
    },
  };
}
