import type { FigureView } from '#charts/figure-view.ts';
import type { Locale } from '#i18n/locales.ts';
import { stringsOf } from '#i18n/strings.ts';
import { catalogue } from './catalogue.ts';

/** All that a reader's browser needs to explore a figure: its chart for every machine. */
export function figureView(id: string, locale: Locale): FigureView {
  const { experiment } = catalogue.figure(id);
  const { family, records } = catalogue.experiment(experiment);
  const definition = family.figures[id.slice(experiment.length + 1)];
  if (definition === undefined) throw new Error(`There is no figure "${id}".`);
  const { post, explore } = stringsOf(locale);
  return {
    id,
    words: explore,
    machines: records.map(({ machine, record }) => ({
      machine,
      label: machine === 'local' ? post.you : machine,
      chart: definition.chart(record, locale),
    })),
  };
}
