import type { Chart } from '#charts/chart.ts';
import type { FigureView, RunnableHere } from '#charts/figure-view.ts';
import { chosenForAll } from '#charts/own-series.ts';
import type { FigureDefinition } from '#figures/figure.ts';
import { counted, joined } from '#i18n/format.ts';
import type { Locale } from '#i18n/locales.ts';
import { stringsOf } from '#i18n/strings.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { catalogue } from './catalogue.ts';

/** All that a reader's browser needs to explore a figure: its chart for every machine. */
export function figureView(id: string, locale: Locale): FigureView {
  const { experiment } = catalogue.figure(id);
  const { family, records, record: primary } = catalogue.experiment(experiment);
  const definition = family.figures[id.slice(experiment.length + 1)];
  if (definition === undefined) throw new Error(`There is no figure "${id}".`);
  const { post, explore } = stringsOf(locale);
  return {
    id,
    words: explore,
    machines: records.flatMap(({ machine, record }) => {
      if (record.browser === undefined) {
        const label = machine === 'local' ? post.you : machine;
        const chart = chartOf(definition, record, locale, record === primary);
        return chart === undefined ? [] : [{ machine, label, chart }];
      }
      // A browser measures a part of the cases: they are drawn beside the published ones.
      const chart = labelled(definition.chart(primary, locale, record), machine);
      return chart === undefined ? [] : [{ machine, label: machine, chart }];
    }),
    ...runnableHere(definition.chart(primary, locale), primary, locale),
  };
}

/** A record of other code may lack what the figure shows: its machine cannot be chosen there. */
function chartOf(
  definition: FigureDefinition,
  record: MeasuredRecord,
  locale: Locale,
  isPrimary: boolean,
): Chart | undefined {
  try {
    return definition.chart(record, locale);
  } catch (error) {
    if (isPrimary || !(error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** A chart whose own series carry a machine's name; none where the figure shows none of them. */
function labelled(chart: Chart, machine: string): Chart | undefined {
  if (chart.kind !== 'lines' || chart.series.every(({ kind }) => kind !== 'local'))
    return undefined;
  const series = chart.series.map((each) =>
    each.kind === 'local' && each.label !== '' ? { ...each, label: machine } : each,
  );
  return { ...chart, y: chosenForAll(chart.y), series };
}

/** The cases that a chart shows as times: a browser may measure them, too. */
export function casesOf(chart: Chart): { id: string; label: string }[] {
  if (chart.kind !== 'lines') return [];
  return chart.series.flatMap(({ case: id, label }) => (id === undefined ? [] : [{ id, label }]));
}

function runnableHere(
  chart: Chart,
  record: MeasuredRecord,
  locale: Locale,
): { here?: RunnableHere } {
  const cases = casesOf(chart);
  if (cases.length === 0) return {};
  const { experiment, axis, shape, code, engine, machine } = record;
  const { hash, protocolVersion, packages } = code;
  const cores = counted(machine.cores, stringsOf(locale).post.cores);
  return {
    here: {
      ...{ experiment, axis, shape },
      cases: cases.map(({ id }) => id),
      labels: Object.fromEntries(cases.map(({ id, label }) => [id, label])),
      code: { hash, protocolVersion, packages },
      published: joined([engine.library, machine.cpu, cores], locale),
      words: stringsOf(locale).runHere,
    },
  };
}
