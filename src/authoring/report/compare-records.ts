import { median } from 'simple-statistics';
import type { FigureFamily, Localised } from '#figures/figure.ts';
import { parseRecord, RecordError } from '#results/parse-record.ts';
import { type QuantityChange, quantityChange } from '#results/quantity-change.ts';
import type { MeasuredRecord } from '#results/record.ts';

/** A quantity of a record that was measured again. */
export interface ChangedQuantity extends QuantityChange {
  id: string;
  label: Localised;
}

/** What became of an experiment on one machine. */
export interface RecordChange {
  experiment: string;
  file: string;
  old?: MeasuredRecord;
  now?: MeasuredRecord;
  /** Empty where the records cannot be compared. */
  quantities: ChangedQuantity[];
  /** Median time of the noise meter's loop beside both, in ms: the pace of the machine itself. */
  pace?: { beforeMs: number; afterMs: number } | undefined;
  /** Why they cannot: one is not there, cannot be read, or is of a machine that has changed. */
  incomparable?: string;
}

export interface RecordTexts {
  old: Readonly<Record<string, string>>;
  now: Readonly<Record<string, string>>;
}

/** Compares, quantity by quantity, every record of a machine whose text has changed. */
export function compareRecords(
  families: readonly FigureFamily[],
  { old, now }: RecordTexts,
  machine: string,
): RecordChange[] {
  return families
    .map((family) => ({ family, file: `src/results/${family.experiment}/${machine}.json` }))
    .filter(({ file }) => old[file] !== now[file])
    .map(({ family, file }) => compare(family, file, { old: old[file], now: now[file] }));
}

/** Files of the records of other machines that have changed: shown, never compared. */
export function changedElsewhere({ old, now }: RecordTexts, machine: string): string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((file) => old[file] !== now[file])
    .filter((file) => ![`${machine}.json`, 'local.json', 'history.json'].includes(nameOf(file)))
    .sort();
}

const nameOf = (file: string) => file.split('/').at(-1) ?? file;

function compare(
  family: FigureFamily,
  file: string,
  texts: { old: string | undefined; now: string | undefined },
): RecordChange {
  const change: RecordChange = { experiment: family.experiment, file, quantities: [] };
  for (const age of ['old', 'now'] as const) {
    const text = texts[age];
    const which = age === 'old' ? 'the older record' : 'the newer record';
    if (text === undefined) return { ...change, incomparable: `${which} is not there` };
    try {
      change[age] = parseRecord(text, file);
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      const [reason] = error.message.slice(file.length + 2).split('\n');
      return { ...change, incomparable: `${which} cannot be read: ${reason}` };
    }
  }
  const { old, now } = change as { old: MeasuredRecord; now: MeasuredRecord };
  const differs = differenceOfMachines(old, now);
  if (differs !== undefined) return { ...change, incomparable: differs };
  return {
    ...change,
    pace: paceOf(old, now),
    quantities: Object.entries(family.quantities).map(([key, { label, rule }]) => ({
      id: `${family.experiment}/${key}`,
      label,
      ...quantityChange(rule, old, now),
    })),
  };
}

/** Records of instruments without a meter tell nothing of it. */
function paceOf(old: MeasuredRecord, now: MeasuredRecord): RecordChange['pace'] {
  const [beforeMs, afterMs] = [old, now].map(({ blocks }) => {
    const meters = blocks
      .flatMap(({ runs }) => runs)
      .flatMap(({ noise }) => noise?.before?.medianMs ?? []);
    return meters.length === 0 ? undefined : median(meters);
  });
  return beforeMs === undefined || afterMs === undefined ? undefined : { beforeMs, afterMs };
}

/** Why two records of one name are not of one machine, if so. */
function differenceOfMachines(old: MeasuredRecord, now: MeasuredRecord): string | undefined {
  for (const fact of ['cpu', 'cores', 'arch'] as const) {
    const [before, after] = [old.machine[fact], now.machine[fact]];
    if (before !== after) return `another machine: ${fact} ${before} → ${after}`;
  }
  if (old.engine.backend !== now.engine.backend) {
    return `another engine: ${old.engine.backend} → ${now.engine.backend}`;
  }
  return undefined;
}
