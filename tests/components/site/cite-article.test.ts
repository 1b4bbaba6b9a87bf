import { describe, expect, it } from 'vitest';
import { bibtex, cslJson } from '#components/site/cite-article.ts';

const article = {
  slug: 'table-one',
  title: '100% of R&D: n_max',
  author: '实测 · Measured',
  date: '2026-11-05',
  url: 'https://example.org/en/posts/table-one/',
  locale: 'en',
} as const;

describe('an article is cited', () => {
  it('in BibLaTeX, with the characters escaped that TeX would read', () => {
    expect(bibtex(article)).toBe(
      [
        '@online{measured-table-one-en,',
        '  author = {{实测 · Measured}},',
        '  title = {{100\\% of R\\&D: n\\_max}},',
        '  date = {2026-11-05},',
        '  url = {https://example.org/en/posts/table-one/},',
        '  langid = {english},',
        '}',
      ].join('\n'),
    );
  });

  it('in CSL-JSON', () => {
    expect(JSON.parse(cslJson({ ...article, locale: 'zh' }))).toEqual([
      {
        id: 'measured-table-one-zh',
        type: 'webpage',
        title: '100% of R&D: n_max',
        author: [{ literal: '实测 · Measured' }],
        issued: { 'date-parts': [[2026, 11, 5]] },
        URL: 'https://example.org/en/posts/table-one/',
        language: 'zh-CN',
      },
    ]);
  });

  it('without an address where the site knows none', () => {
    const { url: _, ...unplaced } = article;
    expect(bibtex(unplaced)).not.toContain('url');
    expect(JSON.parse(cslJson(unplaced))[0]).not.toHaveProperty('URL');
  });
});
