/** What a citation of an article needs. `date` is YYYY-MM-DD, of the last update. */
export interface CitedArticle {
  slug: string;
  title: string;
  author: string;
  date: string;
  /** The article's whole address; absent where the site does not know where it stands. */
  url?: string | undefined;
  locale: 'en' | 'zh';
}

/** An entry for BibLaTeX, of type `online`. */
export function bibtex({ slug, title, author, date, url, locale }: CitedArticle): string {
  const fields = [
    ['author', `{${escaped(author)}}`],
    ['title', `{${escaped(title)}}`],
    ['date', date],
    ...(url === undefined ? [] : [['url', url]]),
    ['langid', locale === 'zh' ? 'chinese' : 'english'],
  ];
  const lines = fields.map(([name, value]) => `  ${name} = {${value}},`);
  return [`@online{measured-${slug}-${locale},`, ...lines, '}'].join('\n');
}

/** TeX gives these characters a meaning. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\{}]/g, '')
    .replaceAll(/[&%$#_]/g, '\\$&')
    .replaceAll('~', '\\textasciitilde{}')
    .replaceAll('^', '\\textasciicircum{}');
}

/** The same as CSL-JSON (citationstyles.org, version 1.0.2): a list of one item. */
export function cslJson({ slug, title, author, date, url, locale }: CitedArticle): string {
  const item = {
    id: `measured-${slug}-${locale}`,
    type: 'webpage',
    title,
    author: [{ literal: author }],
    issued: { 'date-parts': [date.split('-').map(Number)] },
    ...(url === undefined ? {} : { URL: url }),
    language: locale === 'zh' ? 'zh-CN' : 'en',
  };
  return JSON.stringify([item], null, 2);
}
