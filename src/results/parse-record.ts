import { estimateAll } from './block-values.ts';
import { inconsistencies } from './inconsistencies.ts';
import { migrateRecord } from './migrate-record.ts';
import { type MeasuredRecord, recordSchema } from './record.ts';
import { describeIssue } from './schema-issue.ts';
import { schemaVersion } from './schema-version.ts';
import { JsonError, readUntrustedJson } from './untrusted-json.ts';

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
  const refuse = (reason: string) => new RecordError(file, reason, repair);
  const json = readJson(text, refuse);
  const version = (json as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== schemaVersion) {
    throw refuse(
      `schemaVersion: expected ${schemaVersion} (or 1, which is migrated); ` +
        `received ${(JSON.stringify(version) ?? 'nothing').slice(0, 60)}`,
    );
  }
  const parsed = recordSchema.safeParse(json);
  if (!parsed.success) {
    throw refuse(lines(parsed.error.issues.map((issue) => describeIssue(issue, json))));
  }
  const record = parsed.data;
  if (record.experiment !== experiment) {
    throw refuse(
      `experiment: expected "${experiment}", as its folder; received "${record.experiment}"`,
    );
  }
  const contradictions = inconsistencies(record);
  if (contradictions.length > 0) throw refuse(lines(contradictions));
  refuseEditedEstimates(record, file, repair);
  return record;
}

function readJson(text: string, refuse: (reason: string) => RecordError): unknown {
  try {
    return migrateRecord(readUntrustedJson(text));
  } catch (error) {
    if (error instanceof JsonError) throw refuse(error.message);
    throw error;
  }
}

/** The first of many problems, and how many more there are. */
function lines(problems: readonly string[]): string {
  const shown = problems.slice(0, 5);
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n  ');
}

function refuseEditedEstimates(record: MeasuredRecord, file: string, repair: string): void {
  let recomputed: MeasuredRecord['estimates'];
  try {
    recomputed = estimateAll(record);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RecordError(
      file,
      `blocks: expected what its intervals need; received what gives none (${error.message})`,
      repair,
    );
  }
  const { estimates } = record;
  if (estimates.length !== recomputed.length) {
    throw new RecordError(
      file,
      `estimates: expected ${recomputed.length} of them; received ${estimates.length}`,
      repair,
    );
  }
  for (const [index, expected] of recomputed.entries()) {
    const stored = estimates[index];
    const agrees =
      stored?.case === expected.case &&
      stored.at === expected.at &&
      (['estimateMs', 'lowMs', 'highMs'] as const).every(
        (key) => Math.abs(stored[key] - expected[key]) <= 1e-5 * expected[key],
      );
    if (!agrees) {
      throw new RecordError(
        file,
        `estimates.${index}: expected what follows from the samples, ${JSON.stringify(expected)}; ` +
          `received ${JSON.stringify(stored)}`,
        repair,
      );
    }
  }
}

function experimentOf(file: string): string {
  return file.replaceAll('\\', '/').split('/').at(-2) ?? '';
}
