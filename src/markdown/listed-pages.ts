import { existsSync, readFileSync } from 'node:fs';
import moved from '#content/moved.json' with { type: 'json' };

/**
 * Whether a sitemap lists the page at an address: not the search, nor a page that stands in for a
 * post in a language that it lacks, which ask search engines to pass them over, nor one that has moved.
 */
export function isListed(address: string): boolean {
  const { pathname } = new URL(address);
  if (Object.keys(moved).some((path) => pathname.endsWith(path))) return false;
  const { locale, slug } =
    /\/(?<locale>[a-z]+)\/posts\/(?<slug>[^/]+)\/$/.exec(pathname)?.groups ?? {};
  if (slug !== undefined) return isPublished(`src/content/posts/${slug}/${locale}.mdx`);
  return !pathname.endsWith('/search/');
}

function isPublished(file: string): boolean {
  return existsSync(file) && !/^draft:\s*true\b/m.test(readFileSync(file, 'utf8'));
}
