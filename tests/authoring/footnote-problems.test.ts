import { expect, it } from 'vitest';
import { footnoteProblems } from '#authoring/footnote-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';

const problemsOf = (text: string) => formatProblems(footnoteProblems(parsePost(text, 'a/en.mdx')));

it.each([
  [
    'So.[^ope]\n\n[^one]: Why.\n\nAnd so.[^one]\n',
    'a/en.mdx:1:4 There is no footnote "ope". The nearest is "one". Write it on a line of its own: ' +
      '[^ope]: What it says.',
  ],
  [
    'So.\n\n[^one]: Why.\n',
    'a/en.mdx:3:1 Nothing refers to the footnote "one". Refer to it, [^one], or remove it.',
  ],
  [
    'So.[^one]\n\n[^one]: Why.\n\n[^one]: Why not.\n',
    'a/en.mdx:5:1 Another footnote is called "one" already. Give this one another name.',
  ],
])('%j is reported', (text, message) => {
  expect(problemsOf(text)).toBe(message);
});

it('a footnote that is written and referred to, once or twice, passes', () => {
  expect(problemsOf('So.[^one] And so.[^one]\n\n[^one]: Why.\n')).toBe('');
});
