import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attributeRows } from '#components/site/attribute-types.ts';
import { elementForms, isElementName, vocabulary } from '#content/vocabulary.ts';
import { vocabularyWords } from '#content/vocabulary-words.ts';

const names = Object.keys(vocabulary).filter(isElementName);

describe.each(names)('the element %s', (name) => {
  it('is described in both languages, with each of its attributes and no other', () => {
    const { purpose, attributes } = vocabularyWords[name];
    const rows = attributeRows(vocabulary[name]).map((row) => row.name);
    expect(Object.keys(attributes)).toEqual(rows);
    for (const { en, zh } of [purpose, ...Object.values(attributes)]) {
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(en).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('is recognised in another language by attributes that it has', () => {
    const rows = attributeRows(vocabulary[name]).map((row) => row.name);
    expect(rows).toEqual(expect.arrayContaining([...(elementForms[name].identity ?? [])]));
  });
});

// The whole glossary is a page of its own; a bibliography stands in the example of a citation.
const shown = names.filter((name) => name !== 'Glossary' && name !== 'Bibliography');

it.each(shown.flatMap((name) => ['en', 'zh'].map((locale) => [name, locale])))(
  '%s has an example in %s, which uses it',
  (name, locale) => {
    const text = readFileSync(`src/content/examples/${name}/${locale}.mdx`, 'utf8');
    expect(text).toMatch(new RegExp(`<${name}\\b`));
  },
);

it('attributes are shown as an author writes them', () => {
  expect(attributeRows(vocabulary.Bet)).toEqual([
    { name: 'question', type: '"…"', needed: true },
    { name: 'options', type: '{["…", …]}', needed: true },
    { name: 'quantity', type: '"…"', needed: true },
    { name: 'ranges', type: '{[[low, high], …]}', needed: true },
  ]);
  expect(attributeRows(vocabulary.Machine)).toEqual([
    { name: 'show', type: '"cores" | "cpu" | "memory" | "library"', needed: true },
    { name: 'of', type: '"…"', needed: false },
  ]);
});
