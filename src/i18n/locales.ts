import { site } from '../../site.config.ts';

export type Locale = (typeof site.locales)[number];

/** The languages of the site, in the order of its language switch. */
export const locales: readonly Locale[] = site.locales;

/** The one tag of each language in `lang` and `hreflang`; the search index is kept by it. */
export const languageTags: Record<Locale, string> = { en: 'en', zh: 'zh-CN' };

/** What each language is called in itself. */
export const languageNames: Record<Locale, string> = { en: 'English', zh: '中文' };

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}
