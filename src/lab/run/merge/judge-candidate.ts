import { readFileSync } from 'node:fs';
import type { Experiment } from '#lab/experiments/experiment.ts';
import { parseRecord, RecordError } from '#results/parse-record.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { largestRecord } from '#results/untrusted-json.ts';
import type { CodeState } from '../code-state.ts';
import { whyStale } from '../staleness.ts';
import { readRecordIfWhole } from '../write-record.ts';
import type { Candidate } from './find-candidates.ts';
import { implausible } from './implausible.ts';

/** What would become of a candidate, and why. */
export type Judged = { candidate: Candidate; place: string } & (
  | { kind: 'take'; record: MeasuredRecord; replaces: MeasuredRecord | undefined }
  | { kind: 'keep'; why: string }
  | { kind: 'refuse'; why: string }
);

/**
 * Judges a file that a stranger may have written. It is taken if it is a whole published record of
 * the present code, plausible, of the machine that its name says, and newer than ours.
 */
export function judgeCandidate(
  root: string,
  candidate: Candidate,
  experiment: Experiment,
  code: CodeState,
  now: Date,
): Judged {
  const place = `src/results/${candidate.experiment}/${candidate.machine}.json`;
  const refuse = (why: string): Judged => ({ candidate, place, kind: 'refuse', why });
  if (candidate.bytes > largestRecord) {
    return refuse(`expected at most ${largestRecord} bytes; received ${candidate.bytes}`);
  }
  let record: MeasuredRecord;
  try {
    record = parseRecord(readFileSync(candidate.file, 'utf8'), place);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return refuse(withoutRepair(error.message.slice(place.length + 2)));
  }
  const stranger = whyNoneOfOurs(record, candidate);
  if (stranger !== undefined) return refuse(stranger);
  const ours = readRecordIfWhole(root, place);
  if (ours !== undefined && JSON.stringify(ours) === JSON.stringify(record)) {
    return { candidate, place, kind: 'keep', why: 'it is the same as ours' };
  }
  const stale = whyStale(record, code);
  if (stale !== undefined)
    return refuse(`code: expected the present code; received other, ${stale}`);
  const strange = implausible(record, experiment, now);
  if (strange.length > 0) return refuse(strange.slice(0, 5).join('\n    '));
  if (ours !== undefined && ours.code.hash === record.code.hash && !isNewer(record, ours)) {
    return { candidate, place, kind: 'keep', why: `ours is newer, of ${ours.finishedAt}` };
  }
  return { candidate, place, kind: 'take', record, replaces: ours };
}

function whyNoneOfOurs(record: MeasuredRecord, { machine }: Candidate): string | undefined {
  const { mode, browser, engine } = record;
  if (browser === undefined) {
    if (mode !== 'publish') return `mode: expected publish; received ${mode}`;
    if (engine.backend !== 'native') {
      return `engine.backend: expected native; received ${engine.backend}`;
    }
  } else if (engine.backend === 'native' || engine.backend === 'plain') {
    return `engine.backend: expected wasm, webgl or webgpu, of a browser; received ${engine.backend}`;
  }
  if (record.machine.id !== machine) {
    return `machine.id: expected ${machine}, as its file; received ${record.machine.id}`;
  }
  return undefined;
}

const isNewer = (record: MeasuredRecord, ours: MeasuredRecord) =>
  Date.parse(record.finishedAt) > Date.parse(ours.finishedAt);

/** A record that came from elsewhere is repaired there. */
function withoutRepair(message: string): string {
  return message.split('\n').slice(0, -1).join('\n  ');
}
