import type { APIRoute } from 'astro';
import { samplesCsv } from '#components/post/samples-csv.ts';
import { type RecordProps, recordRoutes } from '../_records.ts';

/** Where nothing was timed there are no samples. */
export const getStaticPaths = () =>
  recordRoutes().filter(({ props }) => props.record.blocks.length > 0);

/** Every sample of the record, a line each. */
export const GET: APIRoute<RecordProps> = ({ props }) =>
  new Response(samplesCsv(props.record), { headers: { 'content-type': 'text/csv' } });
