import { createHash } from 'node:crypto';

/**
 * Changes with all that a page follows from: the site's code and data, the machine's own records, the
 * Node that formats numbers, and what it is given. Astro renders a page again only when its key is
 * another. None where the code is not known, outside `npm run build`: such a page is always rendered.
 */
export function cacheKey(...given: unknown[]): { cacheKey?: string } {
  const { SITE_HASH, SHOW_LOCAL_RECORDS = '' } = process.env;
  if (!SITE_HASH) return {};
  const text = JSON.stringify([SITE_HASH, SHOW_LOCAL_RECORDS, ...given]);
  return { cacheKey: createHash('sha256').update(text).digest('hex') };
}
