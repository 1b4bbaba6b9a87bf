import { isLocale, type Locale } from '#i18n/locales.ts';

/** The language of the page that is being rendered, from the parameters of its route. */
export function pageLocale(params: Readonly<Record<string, string | undefined>>): Locale {
  if (isLocale(params.locale)) return params.locale;
  throw new Error(
    `A page with measured content needs a language; its route has ${JSON.stringify(params)}.`,
  );
}
