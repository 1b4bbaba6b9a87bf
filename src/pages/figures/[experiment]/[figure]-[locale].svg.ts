import type { APIRoute } from 'astro';
import { catalogue } from '#components/post/catalogue.ts';
import { figureFile } from '#components/post/figure-file.ts';
import { type Locale, locales } from '#i18n/locales.ts';

interface Props {
  id: string;
  locale: Locale;
}

export const getStaticPaths = () =>
  catalogue.experiments.flatMap(({ name, figures }) =>
    figures.flatMap(({ id }) =>
      locales.map((locale) => ({
        params: { experiment: name, figure: id.slice(name.length + 1), locale },
        props: { id, locale } satisfies Props,
      })),
    ),
  );

/** A figure as it is drawn in an article, in the light colours. */
export const GET: APIRoute<Props> = ({ props }) =>
  new Response(figureFile(props.id, props.locale), {
    headers: { 'content-type': 'image/svg+xml' },
  });
