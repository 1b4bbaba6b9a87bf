import { blockMediansMs, type CasePoint } from './block-values.ts';
import type { ExactRule, TimedRule } from './quantity.ts';
import type { MeasuredRecord } from './record.ts';
import { observationOf } from './share-rules.ts';

/** A finding [seeds, examinations] that was made while networks were trained. */
export interface TrainingFinding {
  point: CasePoint;
  name: string;
}

/** For each examination the step after which it was made, and what was found from every seed. */
export function curveOf(
  record: MeasuredRecord,
  { point, name }: TrainingFinding,
): { step: number; perSeed: number[] }[] {
  const { shape, values, labels = [] } = observationOf(record, point, name);
  const [seeds = 0, examinations = 0] = shape;
  return labels.map((label, at) => ({
    step: Number(label),
    perSeed: Array.from({ length: seeds }, (_, seed) => values[seed * examinations + at] as number),
  }));
}

export const meanOf = (values: readonly number[]) =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** What was found at the end of training: the mean over seeds, the least, or the most of them. */
export function atTheEnd(finding: TrainingFinding, over: 'mean' | 'least' | 'most'): ExactRule {
  const reduce = {
    mean: meanOf,
    least: (all: readonly number[]) => Math.min(...all),
    most: (all: readonly number[]) => Math.max(...all),
  }[over];
  return {
    kind: 'exact',
    unit: 'share',
    value: (record) => reduce(curveOf(record, finding).at(-1)?.perSeed ?? []),
  };
}

/** What was found after a step: the mean over seeds. Throws where the network was not examined then. */
export function afterStep(finding: TrainingFinding, step: number): ExactRule {
  return {
    kind: 'exact',
    unit: 'share',
    value(record) {
      const curve = curveOf(record, finding);
      const found = curve.find((each) => each.step === step);
      if (found !== undefined) return meanOf(found.perSeed);
      throw new RangeError(
        `"${finding.name}" of ${finding.point.case} was examined after ` +
          `${curve.map((each) => each.step).join(', ')} steps; received ${step}.`,
      );
    },
  };
}

/** The first examination from which on the mean over seeds is at least a share; the last one where none is. */
export function stepsTo(finding: TrainingFinding, share: number): ExactRule {
  return { kind: 'exact', unit: 'count', value: (record) => firstStep(record, finding, share) };
}

/** The time of that many steps, of a case that takes one. */
export function timeTo(finding: TrainingFinding, share: number, step: CasePoint): TimedRule {
  return {
    kind: 'timed',
    unit: 'ms',
    scale: 'log',
    perBlock(record) {
      const steps = firstStep(record, finding, share);
      return blockMediansMs(record, step).map((ms) => ms * steps);
    },
  };
}

function firstStep(record: MeasuredRecord, finding: TrainingFinding, share: number): number {
  const curve = curveOf(record, finding);
  const reached = curve.find(({ perSeed }) => meanOf(perSeed) >= share);
  return (reached ?? curve.at(-1))?.step ?? 0;
}
