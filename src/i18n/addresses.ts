import type { Locale } from './locales.ts';

/** An address on this site, wherever it stands: `path` begins with `/` and knows no base path. */
export function address(path: `/${string}`): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/, '')}${path}`;
}

/** A page in a language; `path` is the same in every language, e.g. `/posts/table-one/`. */
export function pageAddress(locale: Locale, path: `/${string}`): string {
  return address(`/${locale}${path}`);
}

export function postPath(slug: string): `/${string}` {
  return `/posts/${slug}/`;
}

export function tagPath(tag: string): `/${string}` {
  return `/tags/${tag}/`;
}

export function experimentPath(experiment: string): `/${string}` {
  return `/experiments/${experiment}/`;
}

/** The record of an experiment on a machine, as a file. */
export function dataAddress(experiment: string, machine: string, format: 'json' | 'csv'): string {
  return address(`/data/${experiment}/${machine}.${format}`);
}

/** A figure, by its id `<experiment>/<key>`, as an SVG file with words in a language. */
export function drawingAddress(id: string, locale: Locale): string {
  return address(`/figures/${id}-${locale}.svg`);
}

/** A diagram as an SVG file with words in a language. */
export function diagramAddress(id: string, locale: Locale): string {
  return address(`/diagrams/${id}-${locale}.svg`);
}

/** The JSON Schema of every record. */
export function schemaAddress(): string {
  return address('/data/record.schema.json');
}
