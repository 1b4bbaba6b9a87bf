import { closest } from 'fastest-levenshtein';
import type { Chart } from '#charts/chart.ts';
import type { QuantityValue } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import type { FigureFamily, Locale, Localised, ParallelismKind } from './figure.ts';
import { type JudgedPrediction, judgePrediction } from './judged-prediction.ts';
import {
  type PublishingProblem,
  publishExperiment,
  readRecords,
  wasPublished,
} from './publish-experiment.ts';

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
  /** The name of the record's file: its machine, or `local` for the reader's own. */
  machine: string;
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
  /** Ids of quantities that the primary machine does not have, and why. */
  absent: ReadonlyMap<string, string>;
  figures: PublishedFigure[];
}

/** A quantity that the primary machine does not have, and why. */
export interface AbsentEntry {
  label: Localised;
  why: string;
}

export interface CatalogueInput {
  /** Text of each record by its path, `…/results/<experiment>/<machine>.json`. */
  recordTexts: Readonly<Record<string, string>>;
  families: readonly FigureFamily[];
  /** The first of these that has measured an experiment is the primary machine of it. */
  primaryMachines: readonly string[];
  /** Whether `local.json` records are shown beside the published ones, or for want of any. */
  showLocal: boolean;
  /** A preview shows what it can; what is broken or missing is an error where it is asked for. */
  preview?: boolean;
}

/** Something that is defined and cannot be shown: the message says why, and what repairs it. */
export class UnavailableError extends Error {
  override name = 'UnavailableError';
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
 * Throws one CatalogueError that holds every problem found, unless it is for a preview.
 */
export class Catalogue {
  readonly experiments: readonly PublishedExperiment[];
  /** Experiments that were never measured for publication: nothing of them is published yet. */
  readonly unmeasured: readonly string[];
  readonly #quantities = new Map<string, Quantity>();
  readonly #figures = new Map<string, PublishedFigure>();
  /** What a build is refused for; empty unless this is a preview. Each with the repairing command. */
  readonly problems: readonly string[];
  /** What the primary machine does not have, by id; its label stays. */
  readonly #absent = new Map<string, AbsentEntry>();
  /** Why a name cannot be shown: an experiment's, or an id. */
  readonly #unavailable = new Map<string, string>();

  constructor(input: CatalogueInput) {
    const problems: PublishingProblem[] = [];
    const records = readRecords(input, problems);
    const families = [...input.families].sort((a, b) => (a.experiment < b.experiment ? -1 : 1));
    this.experiments = families.flatMap(
      (family) => publishExperiment(family, records, input, problems) ?? [],
    );
    this.problems = [...new Set(problems.map(({ text }) => text))];
    if (problems.length > 0 && input.preview !== true) throw new CatalogueError(this.problems);
    this.unmeasured = families
      .map(({ experiment }) => experiment)
      .filter((name) => !wasPublished(name, input));
    for (const { name, family, quantities, absent, figures } of this.experiments) {
      for (const [id, why] of absent) {
        const key = id.slice(name.length + 1);
        this.#absent.set(id, { label: family.quantities[key]?.label as Localised, why });
        this.#unavailable.set(id, notHere(id, why));
      }
      for (const quantity of quantities) this.#quantities.set(quantity.id, quantity);
      for (const figure of figures) this.#figures.set(figure.id, figure);
    }
    for (const name of this.unmeasured) this.#unavailable.set(name, neverMeasured(name));
    for (const { about, text } of problems) this.#unavailable.set(about, text);
  }

  quantity(id: string): Quantity {
    return this.#find('quantity', id, this.#quantities);
  }

  /** What is known of a quantity that the primary machine does not have; undefined for all others. */
  absent(id: string): AbsentEntry | undefined {
    return this.#absent.get(id);
  }

  figure(id: string): PublishedFigure {
    return this.#find('figure', id, this.#figures);
  }

  /** Every prediction of a quantity that there is, of every experiment, judged together. */
  predictions(): JudgedPrediction[] {
    const families = this.experiments.map(({ family }) => family);
    const keys = families.flatMap((family) =>
      Object.entries(family.predictions)
        .filter(([, { quantity }]) => !this.#absent.has(`${family.experiment}/${quantity}`))
        .map(([key]) => ({ family, key })),
    );
    return keys.map(({ family, key }) =>
      judgePrediction(family, key, (id) => this.quantity(id), keys.length),
    );
  }

  /** Whether a quantity, a figure or an experiment of this name can be shown. */
  has(name: string): boolean {
    return (
      this.#quantities.has(name) ||
      this.#figures.has(name) ||
      this.experiments.some((each) => each.name === name)
    );
  }

  experiment(name: string): PublishedExperiment {
    return this.#find(
      'experiment',
      name,
      new Map(this.experiments.map((each) => [each.name, each])),
    );
  }

  #find<T>(what: string, id: string, known: ReadonlyMap<string, T>): T {
    const found = known.get(id);
    if (found !== undefined) return found;
    const reason = this.#unavailable.get(id) ?? this.#unavailable.get(id.split('/')[0] ?? '');
    if (reason !== undefined) throw new UnavailableError(reason);
    throw new UnknownIdError(what, id, [...known.keys()]);
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

/** Says that a quantity does not exist on the primary machine. */
function notHere(id: string, why: string): string {
  return (
    `The primary machine has no "${id}": ${why}\n` +
    '  Prose that quotes it says so; a ratio of times is there on every machine.'
  );
}

/** Says that an experiment has no published record, and the command that makes one. */
function neverMeasured(name: string): string {
  return `"${name}" has not been measured for publication. Measure it: npm run measure -- ${name}`;
}
