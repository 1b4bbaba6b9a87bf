import type { FailureVerdict, MeasuredRecord } from '#results/record.ts';
import { type Unconfirmed, unconfirmedCases } from '#results/unconfirmed-cases.ts';
import { type MeasureOptions, measureExperiment } from './measure-experiment.ts';
import { whyStale } from './staleness.ts';
import { readRecordIfWhole, writeRecord } from './write-record.ts';

/** What became of one experiment. */
export type Outcome = { experiment: string; path: string; insideShare: number } & (
  | { kind: 'written'; record: MeasuredRecord }
  | { kind: 'incomplete'; failed: { case: string; verdict: FailureVerdict }[]; keptPath: string }
  | { kind: 'unconfirmed'; cases: Unconfirmed[] }
);

/** Blocks can be added only to a record of the present code, and only such a one be confirmed. */
export class PurposeError extends Error {
  override name = 'PurposeError';
}

/**
 * Measures an experiment and puts its record where it belongs. A record to be published in which a
 * case failed is laid under `.measure/` instead: the last good one stays.
 */
export async function publishMeasurement(
  options: Omit<MeasureOptions, 'addTo'>,
  path: string,
  written: (path: string, record: MeasuredRecord) => void,
): Promise<Outcome> {
  const { root, purpose, protocol, code, now } = options;
  const { name: experiment } = options.experiment;
  const last = readRecordIfWhole(root, path);
  if (purpose === 'confirm' && last === undefined) {
    throw new PurposeError(
      `${path} holds no record that could be confirmed. Run: npm run measure -- ${experiment}`,
    );
  }
  const addTo = purpose === 'add' ? recordToAddTo(last, path, options) : undefined;
  const finished = await measureExperiment({ ...options, addTo });
  const result = { experiment, path, insideShare: finished.insideShare };

  if (finished.failed.length > 0 && protocol.mode === 'publish') {
    const keptPath = `.measure/failed/${experiment}/${options.machine.id}.json`;
    writeRecord(root, keptPath, finished.record);
    finished.forget();
    const failed = finished.failed.map(([id, { verdict }]) => ({ case: id, verdict }));
    return { ...result, kind: 'incomplete', failed, keptPath };
  }
  let { record } = finished;
  if (purpose === 'confirm' && last !== undefined) {
    const cases = unconfirmedCases(last, record);
    if (cases.length > 0) {
      finished.forget();
      return { ...result, kind: 'unconfirmed', cases };
    }
    const confirmed = { previousHash: last.code.hash, at: now().toISOString() };
    record = { ...last, code: { ...code, confirmed } };
  }
  writeRecord(root, path, record);
  finished.forget();
  written(path, record);
  return { ...result, kind: 'written', record };
}

function recordToAddTo(
  last: MeasuredRecord | undefined,
  path: string,
  { code, experiment }: Pick<MeasureOptions, 'code' | 'experiment'>,
): MeasuredRecord {
  const why = last === undefined ? 'there is none' : whyStale(last, code);
  if (last === undefined || why !== undefined) {
    throw new PurposeError(
      `${path}: blocks are added to a record of the present code, but ${why}. ` +
        `Run: npm run measure -- ${experiment.name}`,
    );
  }
  return last;
}
