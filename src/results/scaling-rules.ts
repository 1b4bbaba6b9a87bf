import { crossover, serialFraction } from '#statistics/scaling.ts';
import { AbsentQuantity } from './absent-quantity.ts';
import { blockMediansMs, type CasePoint } from './block-values.ts';
import { pointsOf, type TimedRule } from './quantity.ts';
import type { MeasuredRecord } from './record.ts';

/**
 * Amdahl's serial fraction of a case, from its time on one thread and on all of them in each block:
 * the share of the work that more threads do not speed up. Below 0 where p are more than p times as fast;
 * absent where all threads are one.
 */
export function serialShare({ one, all }: { one: CasePoint; all: CasePoint }): TimedRule {
  return {
    kind: 'timed',
    unit: 'share',
    scale: 'linear',
    perBlock: (record) => {
      const threads = record.cases.find(({ id }) => id === all.case)?.threads ?? 1;
      if (threads < 2) {
        throw new AbsentQuantity(
          `The machine of this record of "${record.experiment}" has one thread, and no share to tell.`,
        );
      }
      const together = blockMediansMs(record, all);
      return blockMediansMs(record, one).map((ms, block) =>
        serialFraction(ms / (together[block] as number), threads),
      );
    },
  };
}

/**
 * The place on the grid at which two cases take equally long, interpolated on logarithms between
 * neighbouring points in each block. Absent where the two do not cross in some block.
 */
export function crossoverOf(first: string, second: string): TimedRule {
  return {
    kind: 'timed',
    unit: 'count',
    scale: 'log',
    perBlock: (record) => {
      const points = sharedPoints(record, first, second);
      const [ofFirst, ofSecond] = [first, second].map((id) =>
        points.map((at) => blockMediansMs(record, { case: id, at })),
      ) as [number[][], number[][]];
      const blocks = ofFirst[0]?.length ?? 0;
      return Array.from({ length: blocks }, (_, block) => {
        const found = crossover(
          points.map((x, index) => ({
            x,
            first: ofFirst[index]?.[block] as number,
            second: ofSecond[index]?.[block] as number,
          })),
        );
        if (found === undefined) {
          throw new AbsentQuantity(
            `In block ${block} of "${record.experiment}", ${first} and ${second} do not cross.`,
          );
        }
        return found;
      });
    },
  };
}

function sharedPoints(record: MeasuredRecord, first: string, second: string): number[] {
  const others = pointsOf(record, second).map(({ at }) => at);
  return pointsOf(record, first)
    .map(({ at }) => at)
    .filter((at) => others.includes(at))
    .sort((a, b) => a - b);
}
