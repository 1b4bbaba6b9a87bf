import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bibliographyFile, readBibliography } from '#figures/bibliography.ts';
import { authorYear } from '#i18n/cite.ts';

const data = JSON.parse(
  readFileSync(fileURLToPath(new URL(`../../${bibliographyFile}`, import.meta.url)), 'utf8'),
) as unknown[];
const complete = {
  id: 'vaswani2017',
  type: 'paper-conference',
  title: 'Attention Is All You Need',
  author: [{ family: 'Vaswani', given: 'Ashish' }],
  issued: { 'date-parts': [[2017]] },
  'container-title': 'Advances in Neural Information Processing Systems 30',
  URL: 'https://arxiv.org/abs/1706.03762',
};

describe('the bibliography', () => {
  const { references, problems } = readBibliography(data);
  const works = [...references.values()];

  it('has authors, title, venue, year and an identifier for every work', () => {
    expect(problems).toEqual([]);
    expect(references.size).toBe(data.length);
    expect(references.size).toBeGreaterThan(45);
  });

  it('names each work by its first author and its year', () => {
    const misnamed = works.filter(({ id, author: [first], issued }) => {
      const name = first !== undefined && 'family' in first ? first.family : '';
      const year = String(issued['date-parts'][0][0]);
      return name !== '' && !id.startsWith(name.normalize('NFD').toLowerCase() + year);
    });
    expect(misnamed.map(({ id }) => id)).toEqual([]);
  });

  it('never gives two works the same author and year', () => {
    const labels = works.map((work) => authorYear(work, 'en'));
    expect(labels.filter((each, index) => labels.indexOf(each) !== index)).toEqual([]);
  });

  it('gives no identifier to two works', () => {
    const identifiers = works.map(({ URL, DOI }) => URL ?? DOI);
    expect(new Set(identifiers).size).toBe(works.length);
  });
});

describe('an entry that is not complete', () => {
  it.each([
    [{ title: undefined }, 'title'],
    [{ author: [] }, 'author'],
    [{ issued: { 'date-parts': [] } }, 'issued'],
    [{ 'container-title': '' }, 'container-title'],
    [{ URL: undefined }, 'DOI'],
    [{ URL: 'http://arxiv.org/abs/1706.03762' }, 'URL'],
    [{ id: 'Vaswani 2017' }, 'id'],
    [{ publisher: 'Curran' }, 'entry'],
  ])('is reported: %o', (change, place) => {
    const { references, problems } = readBibliography([{ ...complete, ...change }]);
    expect(references.size).toBe(0);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatch(new RegExp(`^src/content/bibliography\\.json: ".*", ${place}`));
  });

  it('is reported where its key stands twice', () => {
    expect(readBibliography([complete, complete]).problems).toEqual([
      'src/content/bibliography.json: "vaswani2017" stands there twice. Remove one.',
    ]);
  });
});
