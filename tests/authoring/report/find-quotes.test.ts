import { describe, expect, it } from 'vitest';
import { parsePost } from '#authoring/parse-post.ts';
import { findQuotes } from '#authoring/report/find-quotes.ts';

const quotesIn = (text: string, locale: 'en' | 'zh' = 'en') =>
  findQuotes(parsePost(text, `a/${locale}.mdx`), locale, (id) => `[${id}]`);

describe('the sentences that quote a quantity', () => {
  it('are found with file, line and column, and hold the numbers', () => {
    const text = 'One. It takes\n<Quantity id="a/b" />, or so. Three.';
    expect(quotesIn(text)).toEqual([
      { file: 'a/en.mdx', line: 2, column: 1, quantity: 'a/b', sentence: 'It takes [a/b], or so.' },
    ]);
  });

  it('are found in Chinese', () => {
    const text = '先看这里。它要 <Quantity id="a/b" />，不多。再看。';
    expect(quotesIn(text, 'zh').map(({ sentence }) => sentence)).toEqual(['它要 [a/b]，不多。']);
  });

  it.each<[string, string, string]>([
    ['in a claim', '<Claim quantity="a/b" atLeast={2}>It is **fast**.</Claim>', 'It is fast.'],
    [
      'in a claim of a paragraph',
      '<Claim quantity="a/b" atLeast={2}>\n\nIt is fast.\n\nAnd so on.\n\n</Claim>',
      'It is fast.',
    ],
    ['in a list', '- First.\n- Then *<Quantity id="a/b" />*.', 'Then [a/b].'],
    ['in a heading', '## After <Quantity id="a/b" />', 'After [a/b]'],
    [
      'in a bet',
      '<Bet quantity="a/b" question="How long?" options={["a","b"]} ranges={[[0,1],[1,2]]} />',
      'How long?',
    ],
    ['beside a formula', 'For $n$ it takes <Quantity id="a/b" />.', 'For n it takes [a/b].'],
  ])('are found %s', (_where, text, sentence) => {
    expect(quotesIn(text).map((quote) => quote.sentence)).toEqual([sentence]);
  });

  it('are found once for each quantity that they quote', () => {
    const text = 'From <Quantity id="a/b" /> to <Quantity id="a/c" />.';
    expect(quotesIn(text).map(({ quantity, sentence }) => [quantity, sentence])).toEqual([
      ['a/b', 'From [a/b] to [a/c].'],
      ['a/c', 'From [a/b] to [a/c].'],
    ]);
  });

  it('are none where nothing is quoted', () => {
    expect(quotesIn('A text with a <Figure id="a/b" />.')).toEqual([]);
  });
});
