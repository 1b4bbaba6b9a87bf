import { describe, expect, it } from 'vitest';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';

const problemsOf = (text: string) => formatProblems(parsePost(text, 'a/en.mdx').problems);

describe('a parsed post', () => {
  it('holds each element of the vocabulary with its place and its literal attributes', () => {
    const text =
      'One.\n\n<Claim quantity="a/b" between={[1.5, 2]}>so <Quantity id="a/c" /></Claim>\n';
    const { elements } = parsePost(text, 'a/en.mdx');
    expect(
      elements.map(({ name, props, line, column }) => ({ name, props, line, column })),
    ).toEqual([
      { name: 'Claim', props: { quantity: 'a/b', between: [1.5, 2] }, line: 3, column: 1 },
      { name: 'Quantity', props: { id: 'a/c' }, line: 3, column: 45 },
    ]);
  });

  it('holds lists of words and of ranges, however they are quoted', () => {
    const text = `<Bet options={["2×", '10×']} ranges={[[-1, 3], [3, 2e1]]}>So.</Bet>\n`;
    expect(parsePost(text, 'a/en.mdx').elements[0]?.props).toEqual({
      options: ['2×', '10×'],
      ranges: [
        [-1, 3],
        [3, 20],
      ],
    });
  });

  it.each(['{[1, x]}', '{[1, , 2]}', '{{ a: 1 }}', '{null}', '{-"a"}'])(
    'refuses %s, which is not a literal',
    (value) => {
      expect(problemsOf(`<Bet ranges=${value} />`)).toContain('Expected a literal');
    },
  );

  it('refuses an attribute that is not a literal', () => {
    expect(problemsOf('<Claim quantity="a/b" atLeast={2 * 2}>so</Claim>')).toBe(
      'a/en.mdx:1:23 <Claim> has atLeast={2 * 2}. Expected a literal: a "string", a {number} or a ' +
        'list such as {[1.5, 2]}.',
    );
  });

  it('refuses imports and exports', () => {
    expect(problemsOf("import a from 'a'\n\nText.\n\nexport const b = 1\n")).toBe(
      `a/en.mdx:1:1 A post has no import or export: received "import a from 'a'". Remove it; the ` +
        'vocabulary is provided.\n' +
        'a/en.mdx:5:1 A post has no import or export: received "export const b = 1". Remove it; ' +
        'the vocabulary is provided.',
    );
  });

  it('reports a syntax error where it stands', () => {
    expect(problemsOf('One.\n\nAn <Aside> without an end.\n')).toMatch(
      /^a\/en\.mdx:3:4 MDX cannot read this: Expected a closing tag for `<Aside>`/,
    );
  });
});
