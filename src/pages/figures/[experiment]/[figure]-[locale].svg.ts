import type { APIRoute } from 'astro';
import { figureFile } from '#components/post/figure-file.ts';
import { type FigureProps, figureRoutes } from '../_figures.ts';

export const getStaticPaths = figureRoutes;

/** A figure as it is drawn in an article, in the light colours. */
export const GET: APIRoute<FigureProps> = ({ props }) =>
  new Response(figureFile(props.id, props.locale), {
    headers: { 'content-type': 'image/svg+xml' },
  });
