import { fitScalability, type ScalabilityLaw } from '#statistics/scaling.ts';
import { blockMediansMs } from './block-values.ts';
import { pointsOf, type TimedRule } from './quantity.ts';

/**
 * A constant of the Universal Scalability Law of a case whose grid is the number of processors and whose work is
 * the same for all of them, fitted in each block.
 */
export function scalability(caseId: string, constant: keyof ScalabilityLaw): TimedRule {
  return {
    kind: 'timed',
    unit: 'share',
    scale: 'linear',
    perBlock(record) {
      const processors = pointsOf(record, caseId).map(({ at }) => at);
      const times = processors.map((at) => blockMediansMs(record, { case: caseId, at }));
      const alone = times[processors.indexOf(1)] ?? [];
      return alone.map(
        (ms, block) =>
          fitScalability(
            processors.map((count, index) => ({
              processors: count,
              speedUp: ms / (times[index]?.[block] as number),
            })),
          )[constant],
      );
    },
  };
}
