import { catalogue } from '#components/post/catalogue.ts';
import { type Locale, locales } from '#i18n/locales.ts';
import { cacheKey } from '../_cache-key.ts';

export interface FigureProps {
  id: string;
  locale: Locale;
}

/** A route for each figure in each language. */
export function figureRoutes() {
  return catalogue.experiments.flatMap(({ name, figures }) =>
    figures.flatMap(({ id }) =>
      locales.map((locale) => ({
        params: { experiment: name, figure: id.slice(name.length + 1), locale },
        props: { id, locale } satisfies FigureProps,
        ...cacheKey(),
      })),
    ),
  );
}
