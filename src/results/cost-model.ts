import { blockMediansMs, type CasePoint } from './block-values.ts';
import { pointOf, type TimedRule } from './quantity.ts';
import type { MeasuredRecord } from './record.ts';

/**
 * t = t0·s + FLOPs/R, fitted in each block to two trials. Of two cases, R is the rate of `rateAt`; of
 * one, the rate of the work between the two points, so that the line passes through both. t0 is what
 * `fixedFrom` takes beyond its work at that rate, for each of its s operations. The experiment's
 * predictions count operations as `<network>-kernels-<at>`; without `countsKernels` every call is
 * one, so that t0 is the part of a call's time that does not grow with its work.
 */
export interface CostModel {
  fixedFrom: CasePoint;
  rateAt: CasePoint;
  countsKernels?: true;
}

/** t0, in ms. */
export function fixedCost(model: CostModel): TimedRule {
  return {
    kind: 'timed',
    unit: 'ms',
    scale: 'linear',
    perBlock: (record) => fitted(model, record).map(({ fixedMs }) => fixedMs),
  };
}

/** What the model says that a case takes at a point, in ms. */
export function modelledTime(model: CostModel, point: CasePoint): TimedRule {
  return {
    kind: 'timed',
    unit: 'ms',
    scale: 'log',
    perBlock: (record) => modelledMs(model, point, record),
  };
}

/** Time of a case at a point over what the model says. */
export function overModel(model: CostModel, point: CasePoint): TimedRule {
  return {
    kind: 'timed',
    unit: 'ratio',
    scale: 'log',
    perBlock: (record) => {
      const modelled = modelledMs(model, point, record);
      return blockMediansMs(record, point).map((ms, block) => ms / (modelled[block] as number));
    },
  };
}

/**
 * How many times the work of a case at a point fills a fixed cost: with one item of a batch as that
 * point, the batch at which both halves of t0 + B·FLOPs/R are equal.
 */
export function fixedOverWork(model: CostModel, item: CasePoint): TimedRule {
  return {
    kind: 'timed',
    unit: 'count',
    scale: 'linear',
    perBlock: (record) =>
      fitted(model, record).map(
        ({ fixedMs, flopsPerMs }) => (fixedMs * flopsPerMs) / pointOf(record, item).flops,
      ),
  };
}

function modelledMs(model: CostModel, point: CasePoint, record: MeasuredRecord): number[] {
  const [count, { flops }] = [countOf(model, point, record), pointOf(record, point)];
  return fitted(model, record).map(
    ({ fixedMs, flopsPerMs }) => count * fixedMs + flops / flopsPerMs,
  );
}

function fitted(
  model: CostModel,
  record: MeasuredRecord,
): { fixedMs: number; flopsPerMs: number }[] {
  const { fixedFrom, rateAt } = model;
  const count = countOf(model, fixedFrom, record);
  const [before, after] = [pointOf(record, fixedFrom).flops, pointOf(record, rateAt).flops];
  const wholes = blockMediansMs(record, fixedFrom);
  return blockMediansMs(record, rateAt).map((ms, block) => {
    const wholeMs = wholes[block] as number;
    const between = fixedFrom.case === rateAt.case;
    const flopsPerMs = between ? (after - before) / (ms - wholeMs) : after / ms;
    return { fixedMs: (wholeMs - before / flopsPerMs) / count, flopsPerMs };
  });
}

function countOf({ countsKernels }: CostModel, point: CasePoint, record: MeasuredRecord): number {
  if (!countsKernels) return 1;
  const name = `${point.case.split('@')[0]}-kernels-${point.at}`;
  const count = record.predictions?.[name];
  if (count !== undefined) return count;
  throw new RangeError(
    `The record of "${record.experiment}" counts no operations as "${name}". ` +
      'The experiment states them among its predictions.',
  );
}
