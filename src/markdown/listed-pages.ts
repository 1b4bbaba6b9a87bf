import { existsSync } from 'node:fs';

/**
 * Whether a sitemap lists the page at an address: not the search, nor a page that stands in for a
 * post in a language that it lacks. Both ask search engines to pass them over.
 */
export function isListed(address: string): boolean {
  const { pathname } = new URL(address);
  const { locale, slug } =
    /\/(?<locale>[a-z]+)\/posts\/(?<slug>[^/]+)\/$/.exec(pathname)?.groups ?? {};
  if (slug !== undefined) return existsSync(`src/content/posts/${slug}/${locale}.mdx`);
  return !pathname.endsWith('/search/');
}
