import type { CasePoint } from './block-values.ts';
import type { ExactRule } from './quantity.ts';
import { observationOf } from './share-rules.ts';

/** Share of an exact finding's entries that are not 0. */
export function nonZeroShare(point: CasePoint, name: string): ExactRule {
  return {
    kind: 'exact',
    unit: 'share',
    value: (record) => {
      const { values } = observationOf(record, point, name);
      return values.filter((each) => each !== 0).length / values.length;
    },
  };
}

/** Sum of an exact finding's entries. */
export function totalOf(point: CasePoint, name: string): ExactRule {
  return {
    kind: 'exact',
    unit: 'count',
    value: (record) =>
      observationOf(record, point, name).values.reduce((sum, each) => sum + each, 0),
  };
}

/** By how much a finding of one entry grows for each step of the grid's variable between two points. */
export function growthPerStep(caseId: string, name: string, from: number, to: number): ExactRule {
  return {
    kind: 'exact',
    unit: 'count',
    value: (record) => {
      const [before, after] = [from, to].map(
        (at) => observationOf(record, { case: caseId, at }, name).values[0] as number,
      ) as [number, number];
      return (after - before) / (to - from);
    },
  };
}
