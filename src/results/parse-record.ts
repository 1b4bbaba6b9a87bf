import { estimateAll } from './block-values.ts';
import { migrateRecord } from './migrate-record.ts';
import { type MeasuredRecord, recordSchema, schemaVersion } from './record.ts';

/** A record that cannot be used: says which file, why, and the command that repairs it. */
export class RecordError extends Error {
  override name = 'RecordError';
  readonly file: string;
  constructor(file: string, reason: string, repair: string) {
    super(`${file}: ${reason}\n  ${repair}`);
    this.file = file;
  }
}

/**
 * Reads a record from its JSON text. Throws a RecordError naming the file, the path inside it, what
 * was received and the command that repairs it. The stored intervals are computed again from the
 * samples: a record edited by hand is refused.
 */
export function parseRecord(text: string, file: string): MeasuredRecord {
  const experiment = experimentOf(file);
  const repair = `Measure it again: npm run measure -- ${experiment} (or restore the file: git checkout -- ${file})`;
  let json: unknown;
  try {
    json = migrateRecord(JSON.parse(text));
  } catch (error) {
    throw new RecordError(file, `is not whole JSON (${(error as Error).message})`, repair);
  }
  const version = (json as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== schemaVersion) {
    throw new RecordError(
      file,
      `has schemaVersion ${JSON.stringify(version)}; expected ${schemaVersion} (or 1, which is migrated)`,
      repair,
    );
  }
  const parsed = recordSchema.safeParse(json);
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, 5).map((issue) => {
      const path = issue.path.map(String).join('.') || '(the whole record)';
      return `${path}: ${issue.message}${received(json, issue.path)}`;
    });
    throw new RecordError(file, `does not fit the record schema\n  ${issues.join('\n  ')}`, repair);
  }
  const record = parsed.data;
  if (record.experiment !== experiment) {
    throw new RecordError(
      file,
      `is a record of "${record.experiment}"; expected "${experiment}"`,
      repair,
    );
  }
  refuseEditedEstimates(record, file, repair);
  return record;
}

function refuseEditedEstimates(record: MeasuredRecord, file: string, repair: string): void {
  let recomputed: MeasuredRecord['estimates'];
  try {
    recomputed = estimateAll(record);
  } catch (error) {
    throw new RecordError(file, (error as Error).message, repair);
  }
  for (const [index, expected] of recomputed.entries()) {
    const stored = record.estimates[index];
    const agrees =
      stored?.case === expected.case &&
      stored.at === expected.at &&
      (['estimateMs', 'lowMs', 'highMs'] as const).every(
        (key) => Math.abs(stored[key] - expected[key]) <= 1e-5 * expected[key],
      );
    if (!agrees) {
      throw new RecordError(
        file,
        `estimates.${index} does not follow from the samples: received ${JSON.stringify(stored)}, ` +
          `expected ${JSON.stringify(expected)}`,
        repair,
      );
    }
  }
}

function experimentOf(file: string): string {
  return file.replaceAll('\\', '/').split('/').at(-2) ?? '';
}

function received(json: unknown, path: PropertyKey[]): string {
  let value = json;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  const shown = JSON.stringify(value) ?? 'nothing';
  return ` (received ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown})`;
}
