import { equivalence } from '#statistics/equivalence.ts';
import { welchRatio } from '#statistics/welch-ratio.ts';
import { blockMediansMs } from './block-values.ts';
import type { MeasuredRecord } from './record.ts';

/** Largest difference, as a ratio, that counts as none. */
const practicalEffect = 0.03;

/** A case whose time may have changed, in words with numbers. */
export interface Unconfirmed {
  case: string;
  verdict: 'different' | 'not-resolved';
  /** New over old, with its 90 % interval: two one-sided tests at 5 %. */
  ratio: { estimate: number; low: number; high: number };
}

/**
 * The cases that a re-run does not show to be as fast as in the record: of each, the geometric mean
 * over its points is compared, block by block, and must lie within ±3 % (equivalence, rule 21).
 */
export function unconfirmedCases(record: MeasuredRecord, rerun: MeasuredRecord): Unconfirmed[] {
  return rerun.cases
    .filter(({ state }) => state === 'measured')
    .flatMap(({ id, points }) => {
      const known = record.cases.find((each) => each.id === id);
      const shared = points.filter(({ at }) => known?.points.some((point) => point.at === at));
      if (known?.state !== 'measured' || shared.length === 0) return [];
      const meansOf = (of: MeasuredRecord) =>
        geometricMeans(shared.map(({ at }) => blockMediansMs(of, { case: id, at })));
      const ratio = welchRatio(meansOf(rerun), meansOf(record), 0.9);
      const verdict = equivalence(ratio, practicalEffect);
      return verdict === 'equivalent' ? [] : [{ case: id, verdict, ratio }];
    });
}

/** Of each block, the geometric mean over points. */
function geometricMeans(byPoint: readonly (readonly number[])[]): number[] {
  const blocks = byPoint[0]?.length ?? 0;
  return Array.from({ length: blocks }, (_, block) => {
    const logs = byPoint.map((values) => Math.log(values[block] as number));
    return Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
  });
}
