import type { Author, Reference } from '#figures/bibliography.ts';
import type { Locale } from './locales.ts';

/** `Vaswani et al. 2017`; in Chinese `Vaswani 等，2017`. */
export function authorYear({ author, issued }: Reference, locale: Locale): string {
  const year = issued['date-parts'][0][0];
  const [first, second] = author.map(familyOf);
  if (second === undefined) return locale === 'zh' ? `${first}，${year}` : `${first} ${year}`;
  if (author.length === 2 && !isOthers(author[1])) {
    return locale === 'zh' ? `${first} 与 ${second}，${year}` : `${first} & ${second} ${year}`;
  }
  return locale === 'zh' ? `${first} 等，${year}` : `${first} et al. ${year}`;
}

/** All authors as a bibliography lists them: `Ashish Vaswani, Noam Shazeer, and others`. */
export function authorNames({ author }: Reference, locale: Locale): string {
  const names = author.filter((each) => !isOthers(each)).map(nameOf);
  if (names.length < author.length) {
    return locale === 'zh' ? `${names.join('、')} 等` : `${names.join(', ')} and others`;
  }
  return locale === 'zh' ? names.join('、') : names.join(', ');
}

/** `Neural Computation 9(8), 1735–1780`: what holds the work, and where in it. */
export function venueOf(reference: Reference): string {
  const { volume, issue, number, page } = reference;
  const place = volume === undefined ? '' : ` ${volume}${issue === undefined ? '' : `(${issue})`}`;
  const pages = page === undefined ? '' : `, ${page.replace('-', '–')}`;
  const report = number === undefined ? '' : `, ${number}`;
  return `${reference['container-title']}${place}${report}${pages}`;
}

/** Where a work is found: arXiv first, since anyone may read there; then DOI; then any address. */
export function identifierOf({ DOI, URL }: Reference): { text: string; href: string } {
  const arxiv = URL?.match(/^https:\/\/arxiv\.org\/abs\/(.+)$/)?.[1];
  if (URL !== undefined && arxiv !== undefined) return { text: `arXiv:${arxiv}`, href: URL };
  if (DOI !== undefined) return { text: `doi:${DOI}`, href: `https://doi.org/${DOI}` };
  const href = URL ?? '';
  return { text: href.replace(/^https:\/\/(?:www\.)?/, '').replace(/\/$/, ''), href };
}

/** Alphabetical by first author, then by year and title; the same in every language. */
export function byAuthor(a: Reference, b: Reference): number {
  const key = ({ author: [first], issued, title }: Reference) =>
    `${first ? familyOf(first) : ''} ${issued['date-parts'][0][0]} ${title}`.toLowerCase();
  return key(a) < key(b) ? -1 : 1;
}

function familyOf(author: Author): string {
  return 'literal' in author ? author.literal : author.family;
}

function nameOf(author: Author): string {
  return 'literal' in author ? author.literal : `${author.given} ${author.family}`;
}

function isOthers(author: Author | undefined): boolean {
  return author !== undefined && 'literal' in author && author.literal === 'others';
}
