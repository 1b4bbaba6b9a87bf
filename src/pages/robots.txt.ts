import type { APIRoute } from 'astro';
import { address } from '#i18n/addresses.ts';

/** Every page may be read by every robot. */
export const GET: APIRoute = ({ site }) => {
  const sitemap = site ? `\nSitemap: ${new URL(address('/sitemap-index.xml'), site).href}\n` : '';
  return new Response(`User-agent: *\nAllow: /\n${sitemap}`);
};
