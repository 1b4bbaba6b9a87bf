import { type Locale, languageTags } from '#i18n/locales.ts';

/** What an article's linked data says of it. The address is absolute; dates are YYYY-MM-DD. */
interface LinkedArticle {
  url: string | undefined;
  locale: Locale;
  title: string;
  description: string;
  written: string;
  updated: string;
  author: string;
  licence: string;
  keywords: readonly string[];
  minutes: number;
  image: string | undefined;
}

/** An article as schema.org's TechArticle, for search engines and reference managers (JSON-LD). */
export function articleLinkedData(article: LinkedArticle): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'TechArticle',
    headline: article.title,
    description: article.description,
    inLanguage: languageTags[article.locale],
    datePublished: article.written,
    dateModified: article.updated,
    author: { '@type': 'Organization', name: article.author },
    publisher: { '@type': 'Organization', name: article.author },
    license: article.licence,
    keywords: article.keywords.join(', '),
    timeRequired: `PT${article.minutes}M`,
    ...(article.url === undefined ? {} : { mainEntityOfPage: article.url }),
    ...(article.image === undefined ? {} : { image: article.image }),
  };
}
