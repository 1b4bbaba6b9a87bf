import type { CountForms } from './strings.ts';

/** What stands around an article: its facts, its tags, its place in a series, how to cite it. */
export interface ArticleStrings {
  by: string;
  readingTime: CountForms;
  tags: string;
  /** `{tag}` is the tag's name. */
  tagged: string;
  series: string;
  newer: string;
  older: string;
  neighbours: string;
  corrections: string;
  cite: string;
  reportError: string;
  /** Title of the report; `{title}` is the article's. */
  errorIn: string;
  untranslated: string;
  /** What a script adds to a piece of code. */
  copy: string;
  copied: string;
}
