import { median } from 'simple-statistics';
import { blockInterval } from '#statistics/block-interval.ts';
import type { MeasuredRecord } from './record.ts';

/** One side of a comparison at one point of its grid. */
export interface CasePoint {
  case: string;
  at: number;
}

/** The median sample of a case at a point, in ms: one value for each block that counts. */
export function blockMediansMs(
  record: Pick<MeasuredRecord, 'experiment' | 'blocks'>,
  point: CasePoint,
): number[] {
  const medians = record.blocks
    .filter((block) => block.voided === undefined)
    .map((block) => {
      const trial = block.runs
        .find((run) => run.case === point.case)
        ?.trials.find((candidate) => candidate.at === point.at);
      return trial === undefined ? undefined : median(trial.samplesMs);
    });
  if (medians.length === 0 || medians.includes(undefined)) {
    throw new RangeError(
      `The record of "${record.experiment}" has no trial of ${point.case} at ${point.at} in ` +
        `every block. Run: npm run measure -- ${record.experiment}`,
    );
  }
  return medians as number[];
}

/** The intervals of every measured case and point, as they are stored in a record. */
export function estimateAll(
  record: Pick<MeasuredRecord, 'experiment' | 'blocks' | 'cases'>,
): MeasuredRecord['estimates'] {
  return record.cases
    .filter((entry) => entry.state === 'measured')
    .flatMap((entry) =>
      entry.points.map(({ at }) => {
        const interval = blockInterval(blockMediansMs(record, { case: entry.id, at }));
        return {
          case: entry.id,
          at,
          estimateMs: round(interval.estimate),
          lowMs: round(interval.low),
          highMs: round(interval.high),
        };
      }),
    );
}

const round = (value: number) => Number(value.toPrecision(7));
