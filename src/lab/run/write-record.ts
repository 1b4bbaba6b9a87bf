import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type MachineFacts, machineIdentity, sameMachine } from '#lab/bench/machine.ts';
import { parseRecord } from '#results/parse-record.ts';
import type { MeasuredRecord } from '#results/record.ts';

/** A record that must not be written over. */
export class OverwriteError extends Error {
  override name = 'OverwriteError';
}

/** Where a record belongs: published ones by machine, all others in the ignored `local.json`. */
export function recordPath(
  experiment: string,
  machineId: string,
  mode: MeasuredRecord['mode'],
  backend: MeasuredRecord['engine']['backend'],
): string {
  const file = mode === 'publish' && backend === 'native' ? machineId : 'local';
  return `src/results/${experiment}/${file}.json`;
}

/** Reads a record if there is one that parses. */
export function readRecordIfWhole(root: string, path: string): MeasuredRecord | undefined {
  try {
    return parseRecord(readFileSync(join(root, path), 'utf8'), path);
  } catch {
    return undefined;
  }
}

/** Refuses to write over another machine's record: two machines may share a name. */
export function refuseOtherMachine(root: string, path: string, machine: MachineFacts): void {
  const existing = readRecordIfWhole(root, path);
  if (existing === undefined || path.endsWith('/local.json')) return;
  if (sameMachine(existing.machine, machine)) return;
  throw new OverwriteError(
    `${path} was measured on another machine: it has ${machineIdentity(existing.machine)}, this ` +
      `one ${machineIdentity(machine)}. Give this one a name of its own: ` +
      'npm run measure -- --machine NAME',
  );
}

/**
 * Writes a whole record: parsed first, beside its place, then renamed into it. Whatever happens,
 * the place holds the old record or the new one.
 */
export function writeRecord(root: string, path: string, record: MeasuredRecord): void {
  const text = `${JSON.stringify(record)}\n`;
  parseRecord(text, path);
  replaceFile(join(root, path), text);
}

/** Replaces a file in one step; a full disk leaves the old one. */
export function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    const descriptor = openSync(draft, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
