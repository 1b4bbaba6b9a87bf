import { evaluateIfThere } from '#results/quantity-change.ts';
import type { PublishedExperiment, Quantity } from './catalogue.ts';
import { judge, type Outcome, type Predicate } from './claim.ts';

/** How a claim comes out on a machine; absent where its record has no such quantity. */
export interface MachineVerdict {
  machine: string;
  outcome: Outcome | 'absent';
}

/**
 * A claim judged on every published machine by itself, the primary first, all at the same level; the
 * reader's own record is none of them.
 */
export function verdictsByMachine(
  { family, records }: Pick<PublishedExperiment, 'family' | 'records'>,
  quantity: Quantity,
  predicate: Predicate,
  distinctClaims: number,
): MachineVerdict[] {
  const rule = family.quantities[quantity.id.slice(family.experiment.length + 1)]?.rule;
  return records
    .filter(({ machine }) => machine !== 'local')
    .map(({ machine, record }) => {
      const value = rule && evaluateIfThere(rule, record);
      if (value === undefined) return { machine, outcome: 'absent' };
      const { outcome } = judge({ ...quantity, value, record }, predicate, distinctClaims);
      return { machine, outcome };
    });
}
