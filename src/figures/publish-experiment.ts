import { AbsentQuantity } from '#results/absent-quantity.ts';
import { parseRecord, RecordError } from '#results/parse-record.ts';
import { evaluate } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import type { CatalogueInput, PublishedExperiment } from './catalogue.ts';
import type { FigureDefinition, FigureFamily, Locale } from './figure.ts';

/** Why something cannot be published: an experiment by its name, or a quantity by its id. */
export interface PublishingProblem {
  about: string;
  /** The whole text, with the file and the command that repairs it. */
  text: string;
}

/** A record with the file that it was read from. */
export interface FiledRecord {
  /** `src/results/<experiment>/<machine>.json` */
  file: string;
  machine: string;
  record: MeasuredRecord;
}

/** Reads every record that may be shown; what is wrong with the others is added to `problems`. */
export function readRecords(
  { recordTexts, showLocal }: CatalogueInput,
  problems: PublishingProblem[],
): FiledRecord[] {
  return Object.entries(recordTexts)
    .map(([path, text]) => ({ ...placeOf(path), text }))
    .filter(({ machine }) => machine !== 'history' && (machine !== 'local' || showLocal))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .flatMap(({ file, experiment, machine, text }) => {
      try {
        const record = parseRecord(text, file);
        if (machine !== 'local') refuseUnpublished(record, file, machine);
        return [{ file, machine, record }];
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        problems.push({ about: experiment, text: error.message });
        return [];
      }
    });
}

function placeOf(path: string): { file: string; experiment: string; machine: string } {
  const file = path.replaceAll('\\', '/').replace(/^.*?(?=results\/)/, 'src/');
  const [experiment = '', name = ''] = file.split('/').slice(-2);
  return { file, experiment, machine: name.replace(/\.json$/, '') };
}

function refuseUnpublished(record: MeasuredRecord, file: string, machine: string): void {
  const isPublished = record.mode === 'publish' || record.browser !== undefined;
  if (isPublished && record.machine.id === machine) return;
  throw new RecordError(
    file,
    `is a ${record.mode} record of machine "${record.machine.id}"; expected a publish record of "${machine}"`,
    `Measure it again: npm run measure -- ${record.experiment}`,
  );
}

/** Whether an experiment was ever measured for publication: a record of any machine, or a history. */
export function wasPublished(name: string, { recordTexts }: CatalogueInput): boolean {
  return Object.keys(recordTexts)
    .map(placeOf)
    .some(({ experiment, machine }) => experiment === name && machine !== 'local');
}

/**
 * An experiment as pages show it, or undefined where no primary machine has a usable record of it;
 * what is wrong is added to `problems`. Where the reader's own record is shown and is the only one,
 * it stands in.
 */
export function publishExperiment(
  family: FigureFamily,
  all: readonly FiledRecord[],
  input: CatalogueInput,
  problems: PublishingProblem[],
): PublishedExperiment | undefined {
  const { experiment: name } = family;
  const own = all.filter(({ record }) => record.experiment === name);
  const local = own.find(({ machine }) => machine === 'local');
  const isNew = !wasPublished(name, input);
  const published = input.primaryMachines.flatMap((id) =>
    own.filter(({ machine }) => machine === id),
  );
  const primary = published[0] ?? (isNew ? local : undefined);
  if (primary === undefined) {
    if (!isNew) reportMissing(name, input.primaryMachines, problems);
    return undefined;
  }
  const { record } = primary;
  const beside = local === primary ? undefined : local?.record;
  const rank = ({ machine }: FiledRecord) =>
    machine === primary.machine ? 0 : machine === 'local' ? 2 : 1;
  return {
    name,
    family,
    record,
    records: own
      .map((each) => ({ ...each, codeChanged: each.record.code.hash !== record.code.hash }))
      .sort((a, b) => rank(a) - rank(b)),
    ...evaluateAll(family, primary, problems),
    figures: Object.entries(family.figures).map(
      ([key, definition]: [string, FigureDefinition]) => ({
        id: `${name}/${key}`,
        experiment: name,
        title: definition.title,
        kinds: definition.kinds,
        record,
        machine: primary.machine,
        local: beside,
        chart: (locale: Locale) => definition.chart(record, locale, beside),
      }),
    ),
  };
}

function reportMissing(
  name: string,
  [machine]: readonly string[],
  problems: PublishingProblem[],
): void {
  const file = `src/results/${name}/${machine}.json`;
  if (problems.some(({ text }) => text.startsWith(file))) return;
  const text =
    `${file}: the primary machine has no record of "${name}".\n` +
    `  Measure it there: npm run measure -- ${name} (site.config.ts names the primary machine)`;
  problems.push({ about: name, text });
}

function evaluateAll(
  family: FigureFamily,
  { file, record }: FiledRecord,
  problems: PublishingProblem[],
): Pick<PublishedExperiment, 'quantities' | 'absent'> {
  const { experiment } = family;
  const failed: { key: string; message: string }[] = [];
  const absent = new Map<string, string>();
  const quantities = Object.entries(family.quantities).flatMap(([key, { label, rule }]) => {
    const id = `${experiment}/${key}`;
    try {
      return [{ id, experiment, label, value: evaluate(rule, record), record }];
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (error instanceof AbsentQuantity) absent.set(id, error.message);
      else failed.push({ key, message: error.message });
      return [];
    }
  });
  // What one renamed case breaks is said once.
  const text = unreadable(experiment, file, failed);
  problems.push(...failed.map(({ key }) => ({ about: `${experiment}/${key}`, text })));
  return { quantities, absent };
}

function unreadable(
  experiment: string,
  file: string,
  failed: readonly { key: string; message: string }[],
): string {
  const [first = { key: '', message: '' }, ...others] = failed;
  const more = others.map(({ key }) => `"${key}"`);
  const also =
    more.length === 0
      ? ''
      : `\n  Nor can ${more.slice(0, 3).join(', ')}${more.length > 3 ? ` and ${more.length - 3} more` : ''}.`;
  return (
    `src/figures/${experiment}.ts: the quantity "${first.key}" cannot be read off ${file}: ` +
    `${first.message}${also}\n  Name cases and points as the record does, or measure again: ` +
    `npm run measure -- ${experiment}`
  );
}
