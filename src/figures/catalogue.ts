import { closest } from 'fastest-levenshtein';
import type { Chart } from '#charts/chart.ts';
import { parseRecord, RecordError } from '#results/parse-record.ts';
import { evaluate, type QuantityValue } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import type {
  FigureDefinition,
  FigureFamily,
  Locale,
  Localised,
  ParallelismKind,
} from './figure.ts';
import { type JudgedPrediction, judgePrediction } from './judged-prediction.ts';

/** A number that a post may quote, as it came out on the primary machine. */
export interface Quantity {
  id: string;
  experiment: string;
  label: Localised;
  value: QuantityValue;
  record: MeasuredRecord;
}

export interface PublishedFigure {
  id: string;
  experiment: string;
  title: Localised;
  record: MeasuredRecord;
  /** The reader's own record, where `npm start` has measured one; its points are in the chart. */
  local: MeasuredRecord | undefined;
  kinds: readonly ParallelismKind[];
  chart(locale: Locale): Chart;
}

export interface PublishedExperiment {
  name: string;
  family: FigureFamily;
  /** The primary machine's record. Prose, quantities and claims come from it alone. */
  record: MeasuredRecord;
  /** Every published record by machine, the primary first; with the reader's own, if shown, last. */
  records: { file: string; machine: string; record: MeasuredRecord; codeChanged: boolean }[];
  quantities: Quantity[];
  figures: PublishedFigure[];
}

export interface CatalogueInput {
  /** Text of each record by its path, `…/results/<experiment>/<machine>.json`. */
  recordTexts: Readonly<Record<string, string>>;
  families: readonly FigureFamily[];
  primaryMachine: string;
  /** Whether `local.json` records are shown beside the published ones. */
  showLocal: boolean;
}

/** An id that a post uses and nothing defines. */
export class UnknownIdError extends Error {
  override name = 'UnknownIdError';
  constructor(what: string, received: string, known: readonly string[]) {
    const nearest = known.length > 0 ? ` The nearest is "${closest(received, [...known])}".` : '';
    super(`There is no ${what} "${received}".${nearest}`);
  }
}

/**
 * All that posts and pages may quote. Built from texts, so that the same function serves the
 * pre-pass (which reads files) and the pages (which read through `import.meta.glob`).
 * Throws one CatalogueError that holds every problem found.
 */
export class Catalogue {
  readonly experiments: readonly PublishedExperiment[];
  readonly #quantities = new Map<string, Quantity>();
  readonly #figures = new Map<string, PublishedFigure>();

  constructor(input: CatalogueInput) {
    const problems: string[] = [];
    const records = readAll(input, problems);
    this.experiments = [...input.families]
      .sort((a, b) => (a.experiment < b.experiment ? -1 : 1))
      .flatMap((family) => publish(family, records, input.primaryMachine, problems) ?? []);
    if (problems.length > 0) throw new CatalogueError(problems);
    for (const experiment of this.experiments) {
      for (const quantity of experiment.quantities) this.#quantities.set(quantity.id, quantity);
      for (const figure of experiment.figures) this.#figures.set(figure.id, figure);
    }
  }

  quantity(id: string): Quantity {
    const found = this.#quantities.get(id);
    if (found === undefined) throw new UnknownIdError('quantity', id, [...this.#quantities.keys()]);
    return found;
  }

  figure(id: string): PublishedFigure {
    const found = this.#figures.get(id);
    if (found === undefined) throw new UnknownIdError('figure', id, [...this.#figures.keys()]);
    return found;
  }

  /** Every prediction of every experiment, judged together. */
  predictions(): JudgedPrediction[] {
    const families = this.experiments.map(({ family }) => family);
    const keys = families.flatMap((family) =>
      Object.keys(family.predictions).map((key) => ({ family, key })),
    );
    return keys.map(({ family, key }) =>
      judgePrediction(family, key, (id) => this.quantity(id), keys.length),
    );
  }

  experiment(name: string): PublishedExperiment {
    const found = this.experiments.find((experiment) => experiment.name === name);
    if (found === undefined) {
      throw new UnknownIdError(
        'experiment',
        name,
        this.experiments.map((each) => each.name),
      );
    }
    return found;
  }
}

export class CatalogueError extends Error {
  override name = 'CatalogueError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

interface FiledRecord {
  file: string;
  machine: string;
  record: MeasuredRecord;
}

function readAll(input: CatalogueInput, problems: string[]): FiledRecord[] {
  const found: FiledRecord[] = [];
  for (const path of Object.keys(input.recordTexts).sort()) {
    const file = path.replaceAll('\\', '/').replace(/^.*?(?=results\/)/, 'src/');
    const machine =
      file
        .split('/')
        .at(-1)
        ?.replace(/\.json$/, '') ?? '';
    if (machine === 'history' || (machine === 'local' && !input.showLocal)) continue;
    try {
      const record = parseRecord(input.recordTexts[path] as string, file);
      const isPublished = record.mode === 'publish' || record.browser !== undefined;
      if (machine !== 'local' && (!isPublished || record.machine.id !== machine)) {
        throw new RecordError(
          file,
          `is a ${record.mode} record of machine "${record.machine.id}"; expected a publish record of "${machine}"`,
          `Measure it again: npm run measure -- ${record.experiment}`,
        );
      }
      found.push({ file, machine, record });
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      problems.push(error.message);
    }
  }
  return found;
}

function publish(
  family: FigureFamily,
  all: readonly FiledRecord[],
  primaryMachine: string,
  problems: string[],
): PublishedExperiment | undefined {
  const name = family.experiment;
  const own = all.filter(({ record }) => record.experiment === name);
  const primary = own.find(({ machine }) => machine === primaryMachine);
  if (primary === undefined) {
    const path = `src/results/${name}/${primaryMachine}.json`;
    if (!problems.some((problem) => problem.startsWith(path))) {
      problems.push(
        `${path}: the primary machine has no record of "${name}".\n` +
          `  Measure it there: npm run measure -- ${name} (site.config.ts names the primary machine)`,
      );
    }
    return undefined;
  }
  const record = primary.record;
  const local = own.find(({ machine }) => machine === 'local')?.record;
  const rank = (machine: string) => (machine === primaryMachine ? 0 : machine === 'local' ? 2 : 1);
  return {
    name,
    family,
    record,
    records: own
      .map((each) => ({ ...each, codeChanged: each.record.code.hash !== record.code.hash }))
      .sort((a, b) => rank(a.machine) - rank(b.machine)),
    quantities: Object.entries(family.quantities).map(([key, { label, rule }]) => ({
      id: `${name}/${key}`,
      experiment: name,
      label,
      value: evaluate(rule, record),
      record,
    })),
    figures: Object.entries(family.figures).map(
      ([key, definition]: [string, FigureDefinition]) => ({
        id: `${name}/${key}`,
        experiment: name,
        title: definition.title,
        kinds: definition.kinds,
        record,
        local,
        chart: (locale: Locale) => definition.chart(record, locale, local),
      }),
    ),
  };
}
