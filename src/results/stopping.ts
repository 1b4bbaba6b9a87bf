import { type StoppingRule, shouldStop } from '#statistics/sequential.ts';
import { blockMediansMs, type CasePoint } from './block-values.ts';
import type { Block, MeasuredRecord } from './record.ts';

export type StoppedBy = NonNullable<MeasuredRecord['stopping']>['by'];

/** The quantity whose precision decides: a time, or a ratio of two. */
interface Primary {
  of: CasePoint;
  over?: CasePoint;
}

/**
 * Whether the blocks measured so far are enough, and why (benchmarking rule 20): the primary
 * quantity is precise, the most blocks are reached, or another block would go beyond the budget.
 */
export function stoppedBy(
  { name, primary }: { name: string; primary?: Primary },
  blocks: readonly Block[],
  rule: Omit<StoppingRule, 'valuePerBlock'> & { budgetMs: number },
  spentMs: number,
): StoppedBy | undefined {
  if (blocks.length < rule.minBlocks) return undefined;
  if (blocks.length >= rule.maxBlocks) return 'blocks';
  const valuePerBlock = primary && primaryPerBlock(name, primary, blocks);
  const stop = valuePerBlock && shouldStop({ ...rule, valuePerBlock });
  if (stop !== undefined) return stop;
  return spentMs + spentMs / blocks.length > rule.budgetMs ? 'budget' : undefined;
}

/** The primary quantity of each block; undefined where one of its cases has failed. */
function primaryPerBlock(
  experiment: string,
  { of, over }: Primary,
  blocks: readonly Block[],
): number[] | undefined {
  const record = { experiment, blocks: [...blocks] };
  try {
    const numerators = blockMediansMs(record, of);
    if (over === undefined) return numerators;
    const denominators = blockMediansMs(record, over);
    return numerators.map((ms, block) => ms / (denominators[block] as number));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
