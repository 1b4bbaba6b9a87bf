import { blockMediansMs, type CasePoint } from './block-values.ts';
import { pointOf, type TimedRule } from './quantity.ts';

/**
 * The rate at which `of` works over that of `over`, each by the closed form of its own work, paired
 * within each block: for two cases that do different amounts of work.
 */
export function rateRatio({ of, over }: { of: CasePoint; over: CasePoint }): TimedRule {
  return {
    kind: 'timed',
    unit: 'ratio',
    scale: 'log',
    perBlock: (record) => {
      const workRatio = pointOf(record, of).flops / pointOf(record, over).flops;
      const denominators = blockMediansMs(record, of);
      return blockMediansMs(record, over).map(
        (ms, block) => (workRatio * ms) / (denominators[block] as number),
      );
    },
  };
}
