import { describe, expect, it } from 'vitest';
import type { Author, Reference } from '#figures/bibliography.ts';
import { authorNames, authorYear, byAuthor, identifierOf, venueOf } from '#i18n/cite.ts';

const person = (family: string, given: string): Author => ({ family, given });
const work = (author: Author[], more: Partial<Reference> = {}): Reference => ({
  id: 'a1997',
  type: 'article-journal',
  title: 'Long Short-Term Memory',
  author,
  issued: { 'date-parts': [[1997]] },
  'container-title': 'Neural Computation',
  ...more,
});
const sepp = person('Hochreiter', 'Sepp');
const jurgen = person('Schmidhuber', 'Jürgen');
const others: Author = { literal: 'others' };

describe('a citation', () => {
  it.each([
    [[sepp], 'Hochreiter 1997', 'Hochreiter，1997'],
    [[sepp, jurgen], 'Hochreiter & Schmidhuber 1997', 'Hochreiter 与 Schmidhuber，1997'],
    [[sepp, others], 'Hochreiter et al. 1997', 'Hochreiter 等，1997'],
    [[sepp, jurgen, person('C', 'D')], 'Hochreiter et al. 1997', 'Hochreiter 等，1997'],
    [[{ literal: 'Hugging Face' }], 'Hugging Face 1997', 'Hugging Face，1997'],
  ] as [Author[], string, string][])('of %o reads as each language writes it', (author, en, zh) => {
    expect([authorYear(work(author), 'en'), authorYear(work(author), 'zh')]).toEqual([en, zh]);
  });
});

describe('a work in the list', () => {
  it('names all authors, and says where some are left out', () => {
    expect(authorNames(work([sepp, jurgen]), 'en')).toBe('Sepp Hochreiter, Jürgen Schmidhuber');
    expect(authorNames(work([sepp, others]), 'en')).toBe('Sepp Hochreiter and others');
    expect(authorNames(work([sepp, jurgen, others]), 'zh')).toBe(
      'Sepp Hochreiter、Jürgen Schmidhuber 等',
    );
  });

  it('says where it was published', () => {
    expect(venueOf(work([sepp]))).toBe('Neural Computation');
    expect(venueOf(work([sepp], { volume: '9', issue: '8', page: '1735-1780' }))).toBe(
      'Neural Computation 9(8), 1735–1780',
    );
  });

  it.each([
    [{ URL: 'https://arxiv.org/abs/1706.03762', DOI: '10.1/x' }, 'arXiv:1706.03762'],
    [{ DOI: '10.1162/neco.1997.9.8.1735' }, 'doi:10.1162/neco.1997.9.8.1735'],
    [{ URL: 'https://www.example.org/a/' }, 'example.org/a'],
  ])('is found by %o', (more, text) => {
    expect(identifierOf(work([sepp], more)).text).toBe(text);
  });

  it('stands by author, then year', () => {
    const early = work([sepp], { issued: { 'date-parts': [[1991]] } });
    const sorted = [work([jurgen]), work([sepp]), early].sort(byAuthor);
    expect(sorted.map((each) => authorYear(each, 'en'))).toEqual([
      'Hochreiter 1991',
      'Hochreiter 1997',
      'Schmidhuber 1997',
    ]);
  });
});
