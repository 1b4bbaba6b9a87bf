import { expect, it } from 'vitest';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';
import { unmeasuredProblems } from '#authoring/unmeasured-problems.ts';

const problemsOf = (text: string) =>
  formatProblems(
    unmeasuredProblems([{ slug: 'a', posts: [parsePost(text, 'a/en.mdx')] }], ['sorting']),
  );

it.each([
  ['<Figure id="sorting/time" />', 'Figure'],
  ['It is <Quantity id="sorting/gain" />.', 'Quantity', 7],
  ['<Claim quantity="sorting/gain" atLeast={2}>So.</Claim>', 'Claim'],
  [
    '<Bet question="?" options={["a", "b"]} quantity="sorting/gain" ranges={[[1, 2], [2, 3]]}>So.</Bet>',
    'Bet',
  ],
])(
  '%s of an experiment that was never measured is reported with the command',
  (text, name, column = 1) => {
    expect(problemsOf(`Text.\n\n${text}\n`)).toBe(
      `a/en.mdx:3:${column} <${name}> quotes "sorting", which has not been measured for publication. ` +
        'Measure it: npm run measure -- sorting (or keep the post a draft).',
    );
  },
);

it('what is measured, or quotes nothing, passes', () => {
  expect(problemsOf('<Figure id="heads/time" />\n\n<Diagram id="sorting" />\n')).toBe('');
});
