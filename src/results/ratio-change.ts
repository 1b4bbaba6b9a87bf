import type { CasePoint } from './block-values.ts';
import { ratio, type TimedRule } from './quantity.ts';

/** A comparison of two times: how many times longer `of` takes than `over`. */
export interface Comparison {
  of: CasePoint;
  over: CasePoint;
}

/** How many times larger the ratio `from` is than the ratio `to`, paired within each block. */
export function ratioChange({ from, to }: { from: Comparison; to: Comparison }): TimedRule {
  return {
    kind: 'timed',
    unit: 'ratio',
    scale: 'log',
    perBlock: (record) => {
      const after = ratio(to).perBlock(record);
      return ratio(from)
        .perBlock(record)
        .map((before, block) => before / (after[block] as number));
    },
  };
}
