import { describe, expect, it } from 'vitest';
import { mathProblems } from '#authoring/math-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';

const placesIn = (text: string) =>
  mathProblems(parsePost(text, 'a/en.mdx')).map(({ line, column }) => [line, column]);

describe('formulas', () => {
  it('pass where KaTeX can set them', () => {
    expect(placesIn('Let $x^2$ be\n\n$$\n\\frac{1}{2}\n$$\n')).toEqual([]);
  });

  it('are reported inside a line, at the command that is unknown', () => {
    expect(placesIn('Text.\n\nHere $a + \\nope b$ stands.\n')).toEqual([[3, 11]]);
  });

  it('are reported inside a display, at the line that breaks', () => {
    expect(placesIn('$$\na = 1 \\\\\nb = \\nope\n$$\n')).toEqual([[3, 5]]);
  });

  it('name the reason that KaTeX gives', () => {
    const [problem] = mathProblems(parsePost('$\\nope$', 'a/en.mdx'));
    expect(problem?.message).toMatch(
      /^KaTeX cannot set this formula: Undefined control sequence: \\nope/,
    );
  });
});
