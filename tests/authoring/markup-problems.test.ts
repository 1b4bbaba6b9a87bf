import { expect, it } from 'vitest';
import { markupProblems } from '#authoring/markup-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';

const problemsOf = (text: string) => formatProblems(markupProblems(parsePost(text, 'a/en.mdx')));

it.each([
  ['It is {data.nope}.', 'a/en.mdx:1:7 {data.nope} is an expression: a post has none.'],
  ['{1 + 1}', 'a/en.mdx:1:1 {1 + 1} is an expression: a post has none.'],
  ['<script>alert(1)</script>', 'a/en.mdx:1:1 <script> cannot stand in a post'],
  ['<iframe src="https://example.org/" />', 'a/en.mdx:1:1 <iframe> cannot stand in a post'],
  ['<span style="color: red">Red.</span>', 'a/en.mdx:1:1 <span> has "style", which the content'],
  ['<b onClick="x()">Press.</b>', 'a/en.mdx:1:1 <b> has "onClick", which the content'],
])('%s is reported', (text, message) => {
  expect(problemsOf(text)).toContain(message);
});

it('comments, the ids of headings and plain elements pass', () => {
  expect(problemsOf('## One {/* #one */}\n\n{/* A remark. */}\n\nH<sub>2</sub>O\n')).toBe('');
});
