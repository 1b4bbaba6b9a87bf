import { describe, expect, it } from 'vitest';
import { citationProblems } from '#authoring/citation-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';

const problemsOf = (text: string) => formatProblems(citationProblems(parsePost(text, 'a/en.mdx')));

describe('citations', () => {
  it('pass with a bibliography at the end, and with a place where they quote', () => {
    const text =
      'Known <Cite key="vaswani2017" />, and <Cite key="shazeer2019" at="Table 2">46 µs</Cite>.\n';
    expect(problemsOf(`${text}\n<Bibliography />\n`)).toBe('');
    expect(problemsOf('No citation.')).toBe('');
  });

  it('need the bibliography to which they lead', () => {
    expect(problemsOf('A <Cite key="vaswani2017" /> and <Cite key="shazeer2019" />.')).toBe(
      'a/en.mdx:1:3 This post cites and has no <Bibliography />. Put one at its end.',
    );
  });

  it('say where a quoted number stands', () => {
    expect(problemsOf('<Cite key="shazeer2019">46 µs</Cite>\n\n<Bibliography />')).toBe(
      'a/en.mdx:1:1 <Cite key="shazeer2019"> quotes without a place. Say where it stands: at="Table 1".',
    );
  });

  it('are what a bibliography lists, once', () => {
    expect(problemsOf('Text.\n\n<Bibliography />')).toBe(
      'a/en.mdx:3:1 This <Bibliography /> lists what the post cites, and it cites nothing. Remove it.',
    );
    expect(
      problemsOf('A <Cite key="vaswani2017" />.\n\n<Bibliography />\n\n<Bibliography />'),
    ).toBe('a/en.mdx:5:1 A post has one <Bibliography />. Remove this one.');
  });
});
