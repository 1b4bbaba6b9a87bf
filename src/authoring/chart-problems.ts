import type { Catalogue } from '#figures/catalogue.ts';
import { locales } from '#i18n/locales.ts';

/** Figures whose chart cannot be made from their record, such as one of a case that it lacks. */
export function chartProblems(catalogue: Catalogue): string[] {
  return catalogue.experiments.flatMap(({ name, figures }) =>
    figures.flatMap((figure) => {
      try {
        for (const locale of locales) figure.chart(locale);
        return [];
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const key = figure.id.slice(name.length + 1);
        return [
          `src/figures/${name}.ts: the figure "${key}" cannot be drawn from its record: ` +
            `${error.message}\n  Name cases and points as the record does, or measure again: ` +
            `npm run measure -- ${name}`,
        ];
      }
    }),
  );
}
