import { closest } from 'fastest-levenshtein';
import { median } from 'simple-statistics';
import type { MeasuredRecord, Trial } from './record.ts';
import { recordInterval } from './record-interval.ts';

/** One side of a comparison at one point of its grid. */
export interface CasePoint {
  case: string;
  at: number;
}

/** The trials of a case at a point: one for each block that counts. */
export function trialsOf(
  record: Pick<MeasuredRecord, 'experiment' | 'blocks'>,
  point: CasePoint,
): Trial[] {
  const trials = record.blocks
    .filter((block) => block.voided === undefined)
    .map((block) =>
      block.runs
        .find((run) => run.case === point.case)
        ?.trials.find((candidate) => candidate.at === point.at),
    );
  if (trials.length === 0 || trials.includes(undefined)) {
    throw new RangeError(
      `The record of "${record.experiment}" has no trial of ${point.case} at ${point.at} in ` +
        `every block.${whatThereIs(record, point)}`,
    );
  }
  return trials as Trial[];
}

/** Names the case that may be meant, or the points of the one that is. */
function whatThereIs({ blocks }: Pick<MeasuredRecord, 'blocks'>, point: CasePoint): string {
  const runs = blocks.flatMap((block) => block.runs);
  const cases = [...new Set(runs.map((run) => run.case))];
  if (cases.length === 0) return '';
  if (!cases.includes(point.case)) return ` The nearest case is "${closest(point.case, cases)}".`;
  const own = runs.filter((run) => run.case === point.case).flatMap(({ trials }) => trials);
  return ` Points of ${point.case}: ${[...new Set(own.map(({ at }) => at))].join(', ')}.`;
}

/** The median sample of a case at a point, in ms: one value for each block that counts. */
export function blockMediansMs(
  record: Pick<MeasuredRecord, 'experiment' | 'blocks'>,
  point: CasePoint,
): number[] {
  return trialsOf(record, point).map(({ samplesMs }) => median(samplesMs));
}

/** The intervals of every measured case and point, as they are stored in a record. */
export function estimateAll(
  record: Pick<MeasuredRecord, 'experiment' | 'blocks' | 'cases' | 'stopping'>,
): MeasuredRecord['estimates'] {
  if (record.blocks.length === 0) return [];
  return record.cases
    .filter((entry) => entry.state === 'measured')
    .flatMap((entry) =>
      entry.points.map(({ at }) => {
        const perBlock = blockMediansMs(record, { case: entry.id, at });
        const interval = recordInterval(record, perBlock, 'log', 0.95);
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
