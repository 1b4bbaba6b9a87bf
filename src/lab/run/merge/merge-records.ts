import { join } from 'node:path';
import { type MachineFacts, machineIdentity, sameMachine } from '#lab/bench/machine.ts';
import { withLock } from '#lab/engine/lock.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import type { MeasuredRecord } from '#results/record.ts';
import type { CodeState } from '../code-state.ts';
import { experimentNames, loadExperiment } from '../load-experiments.ts';
import { readRecordIfWhole, writeRecord } from '../write-record.ts';
import { findCandidates } from './find-candidates.ts';
import { type Judged, judgeCandidate } from './judge-candidate.ts';

export interface MergeRequest {
  root: string;
  folder: string;
  dryRun: boolean;
  now: Date;
  /** The present state of the code that an experiment measures. */
  codeOf(experiment: Experiment): Promise<CodeState>;
}

export interface MergeReport {
  notice(line: string): void;
  /** All that was found, before anything is taken. */
  judged(all: readonly Judged[]): void;
  /** A record that now stands where the site reads it. */
  written(path: string, record: MeasuredRecord): void;
}

/**
 * `npm run merge`: takes the records of other machines out of a folder, each checked. One that is
 * refused, or two for one place, and nothing is taken. Returns whether all was well.
 */
export async function mergeRecords(request: MergeRequest, report: MergeReport): Promise<boolean> {
  const { root, folder, dryRun, now } = request;
  const candidates = findCandidates(folder, experimentNames());
  const all: Judged[] = [];
  for (const candidate of candidates) {
    const experiment = await loadExperiment(candidate.experiment);
    const code = await request.codeOf(experiment);
    all.push(judgeCandidate(root, candidate, experiment, code, now));
  }
  const judged = withoutRivals(withoutStrangers(root, all));
  report.judged(judged);
  if (judged.some(({ kind }) => kind === 'refuse')) return false;
  const taken = judged.filter((each) => each.kind === 'take');
  if (dryRun || taken.length === 0) return true;
  const waiting = ({ pid }: { pid: number }) =>
    report.notice(`A measurement (process ${pid}) is running in this checkout; waiting for it.`);
  await withLock(join(root, '.measure/lock'), waiting, async () => {
    for (const { place, record } of taken) {
      writeRecord(root, place, record);
      report.written(place, record);
    }
  });
  return true;
}

/** Records of one machine's name are of one machine, whatever they measured. */
function withoutStrangers(root: string, all: readonly Judged[]): Judged[] {
  const known = new Map<string, MachineFacts>();
  const ours = (machine: string) =>
    experimentNames()
      .map((name) => readRecordIfWhole(root, `src/results/${name}/${machine}.json`)?.machine)
      .find((facts) => facts !== undefined);
  return all.map((each): Judged => {
    if (each.kind !== 'take') return each;
    const { machine } = each.record;
    const expected = known.get(machine.id) ?? ours(machine.id) ?? machine;
    known.set(machine.id, expected);
    if (sameMachine(expected, machine)) return each;
    const { candidate, place } = each;
    const why =
      `machine: expected ${machineIdentity(expected)}, as in the other records of that name; ` +
      `received ${machineIdentity(machine)}`;
    return { candidate, place, kind: 'refuse', why };
  });
}

/** Of several records for one place none is chosen, unless they say the same. */
function withoutRivals(all: readonly Judged[]): Judged[] {
  const first = new Map<string, Judged>();
  return all.map((each): Judged => {
    if (each.kind !== 'take') return each;
    const rival = first.get(each.place);
    if (rival?.kind !== 'take') {
      first.set(each.place, each);
      return each;
    }
    const { candidate, place, record } = each;
    const other = rival.candidate.path;
    if (JSON.stringify(rival.record) === JSON.stringify(record)) {
      return { candidate, place, kind: 'keep', why: `it is the same as ${other}` };
    }
    return { candidate, place, kind: 'refuse', why: `${other} is for the same place` };
  });
}
