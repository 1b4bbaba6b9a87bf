import type { MeasuredRecord } from '#results/record.ts';
import { contribution } from './made-contribution.ts';

/** What a record is like, its text, and what is said of it when it is refused. */
export type HostileRecord = readonly [what: string, text: string, why: RegExp];

export const script = '<script>alert(1)</script>';
export const whole = contribution();
export const samples = 'blocks.0.runs.0.trials.0.samplesMs';

/** The text of a whole record with one value replaced by a text that need not be JSON. */
export function withText(path: string, value: string): string {
  const copy = structuredClone(whole) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((each, key) => each[key] as Record<string, unknown>, copy);
  parent[last] = 'HERE';
  return JSON.stringify(copy).replace('"HERE"', () => value);
}
export const withValue = (path: string, value: unknown) => withText(path, JSON.stringify(value));

/** Edited and its intervals computed anew, as one would who knows that they are checked. */
export const forged = (edit: (record: MeasuredRecord) => void) =>
  JSON.stringify(contribution(edit));
