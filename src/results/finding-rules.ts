import type { CasePoint } from './block-values.ts';
import type { ExactRule } from './quantity.ts';
import { observationOf, observed } from './share-rules.ts';

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

/** A finding of one entry that counts bytes, in millions of them. */
export function megabytes(point: CasePoint, name: string): ExactRule {
  const bytes = observed(point, name, 'count');
  return { kind: 'exact', unit: 'MB', value: (record) => bytes.value(record) / 1e6 };
}

/** A finding of one entry of one case over the same finding of another; by a label, one of several entries. */
export function findingRatio(
  name: string,
  { of, over }: { of: CasePoint; over: CasePoint },
  label?: string,
): ExactRule {
  const [above, below] = [of, over].map((point) => observed(point, name, 'count', label)) as [
    ExactRule,
    ExactRule,
  ];
  return {
    kind: 'exact',
    unit: 'ratio',
    value: (record) => above.value(record) / below.value(record),
  };
}

/** The exponent in the grid's variable with which a finding of one entry grows between two points. */
export function findingExponent(caseId: string, name: string, from: number, to: number): ExactRule {
  const growth = findingRatio(name, {
    of: { case: caseId, at: to },
    over: { case: caseId, at: from },
  });
  return {
    kind: 'exact',
    unit: 'exponent',
    value: (record) => Math.log(growth.value(record)) / Math.log(to / from),
  };
}

/** The largest of a finding's entries over one of them. */
export function largestOver(point: CasePoint, name: string, label: string): ExactRule {
  const one = observed(point, name, 'count', label);
  return {
    kind: 'exact',
    unit: 'ratio',
    value: (record) => Math.max(...observationOf(record, point, name).values) / one.value(record),
  };
}
