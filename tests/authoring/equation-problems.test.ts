import { describe, expect, it } from 'vitest';
import { equationProblems } from '#authoring/equation-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';

const equation = (id: string) => `<Equation id="${id}">\n\n$$\nx\n$$\n\n</Equation>\n\n`;
const problemsOf = (text: string) => formatProblems(equationProblems(parsePost(text, 'a/en.mdx')));

describe('numbered equations', () => {
  it('pass where each holds a formula and each reference finds one', () => {
    expect(problemsOf(`By <Eq to="attention" />:\n\n${equation('attention')}`)).toBe('');
  });

  it('are missed with the nearest name', () => {
    expect(problemsOf(`${equation('attention')}By <Eq to="atention" />.`)).toBe(
      'a/en.mdx:9:4 There is no equation "atention" in this post. The nearest is "attention".',
    );
  });

  it('do not share an id', () => {
    expect(problemsOf(equation('one') + equation('one'))).toBe(
      'a/en.mdx:9:1 Another equation is called "one" already. Give this one another id.',
    );
  });

  it.each(['', 'Words.', '$x$', '$$\nx\n$$\n\n$$\ny\n$$'])(
    'hold one formula, not "%s"',
    (content) => {
      expect(problemsOf(`<Equation id="one">\n\n${content}\n\n</Equation>`)).toMatch(
        /^a\/en\.mdx:1:1 <Equation id="one"> holds one formula and nothing else: /,
      );
    },
  );
});
