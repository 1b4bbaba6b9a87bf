import type { APIRoute } from 'astro';
import { recordJsonSchema } from '#results/record-json-schema.ts';

/** The JSON Schema that every record of this site keeps. */
export const GET: APIRoute = () =>
  new Response(`${JSON.stringify(recordJsonSchema(), null, 1)}\n`, {
    headers: { 'content-type': 'application/schema+json' },
  });
