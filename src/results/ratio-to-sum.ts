import { blockMediansMs, type CasePoint } from './block-values.ts';
import type { TimedRule } from './quantity.ts';

/** How many times longer `of` takes than the cases `over` one after another, paired in each block. */
export function ratioToSum({ of, over }: { of: CasePoint; over: readonly CasePoint[] }): TimedRule {
  return {
    kind: 'timed',
    unit: 'ratio',
    scale: 'log',
    perBlock: (record) => {
      const parts = over.map((point) => blockMediansMs(record, point));
      return blockMediansMs(record, of).map(
        (ms, block) => ms / parts.reduce((sum, each) => sum + (each[block] as number), 0),
      );
    },
  };
}
