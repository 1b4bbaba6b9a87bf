import type { APIRoute } from 'astro';
import type { Diagram } from '#components/post/diagram-drawing.ts';
import { diagrams } from '#components/post/diagrams.ts';
import { diagramFile } from '#components/post/figure-file.ts';
import { type Locale, locales } from '#i18n/locales.ts';
import { cacheKey } from '../_cache-key.ts';

interface Props {
  drawing: Diagram;
  locale: Locale;
}

export const getStaticPaths = () =>
  [...diagrams].flatMap(([diagram, drawing]) =>
    locales.map((locale) => ({
      params: { diagram, locale },
      props: { drawing, locale } satisfies Props,
      ...cacheKey(),
    })),
  );

/** A diagram as it is drawn in an article, in the light colours. */
export const GET: APIRoute<Props> = ({ props }) =>
  new Response(diagramFile(props.drawing, props.locale), {
    headers: { 'content-type': 'image/svg+xml' },
  });
