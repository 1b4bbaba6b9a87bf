import type { APIRoute } from 'astro';
import { figureView } from '#components/post/figure-view.ts';
import { type FigureProps, figureRoutes } from '../_figures.ts';

export const getStaticPaths = figureRoutes;

/** What a reader's browser needs to explore the figure. */
export const GET: APIRoute<FigureProps> = ({ props }) =>
  Response.json(figureView(props.id, props.locale));
