import type { APIRoute } from 'astro';
import { type RecordProps, recordRoutes } from '../_records.ts';

export const getStaticPaths = recordRoutes;

/** The record as it is committed, byte for byte. */
export const GET: APIRoute<RecordProps> = ({ props }) =>
  new Response(props.text, { headers: { 'content-type': 'application/json' } });
