import { en } from './en.ts';
import type { Locale } from './locales.ts';
import { zh } from './zh.ts';

/** One and many of a counted noun, with `{n}` where the number goes. */
export interface CountForms {
  one: string;
  other: string;
}

/** Every word of the interface that no post, figure or record brings. */
export interface UiStrings {
  skipToContent: string;
  home: string;
  languages: string;
  theme: { system: string; light: string; dark: string };
  posts: string;
  experiments: string;
  noPosts: string;
  noExperiments: string;
  draft: string;
  inThisArticle: string;
  /** Heads of the counts under the contents list. */
  counts: { quantities: string; supported: string; refuted: string; inconclusive: string };
  written: string;
  updated: string;
  measured: string;
  footer: { prose: string; code: string; source: string };
  notFound: { title: string; text: string; home: string };
}

const strings: Record<Locale, UiStrings> = { en, zh };

export function stringsOf(locale: Locale): UiStrings {
  return strings[locale];
}
