import { describe, expect, it } from 'vitest';
import { parityProblems } from '#authoring/parity-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';

const compare = (english: string, chinese: string) =>
  formatProblems(parityProblems([parsePost(english, 'a/en.mdx'), parsePost(chinese, 'a/zh.mdx')]));

describe('the languages of a post', () => {
  it('may differ in words and order', () => {
    const english =
      '## One\n\n<Quantity id="a/b" /> and <Quantity id="a/c" /> and <Quantity id="a/b" />\n';
    const chinese = '## 一\n\n<Quantity id="a/c" />，<Quantity id="a/b" />\n';
    expect(compare(english, chinese)).toBe('');
  });

  it('quote the same quantities, show the same figures and make the same claims', () => {
    const english = '<Quantity id="a/b" />\n\n<Claim quantity="a/b" atLeast={2}>So.</Claim>\n';
    const chinese = '<Figure id="a/f" />\n\n<Claim quantity="a/c" atLeast={2}>如此。</Claim>\n';
    expect(compare(english, chinese)).toBe(
      [
        'a/en.mdx:1:1 <Quantity id="a/b" /> is missing from a/zh.mdx. Both languages show the same.',
        'a/en.mdx:3:1 <Claim quantity="a/b"> is missing from a/zh.mdx. Both languages show the same.',
        'a/zh.mdx:1:1 <Figure id="a/f" /> is missing from a/en.mdx. Both languages show the same.',
        'a/zh.mdx:3:1 <Claim quantity="a/c"> is missing from a/en.mdx. Both languages show the same.',
      ].join('\n'),
    );
  });

  it('have the same sections', () => {
    expect(compare('## One\n\n## Two\n', '## 一\n')).toBe(
      'a/en.mdx:3:1 Section 2 (level 2) has no counterpart in a/zh.mdx, which has 1 sections to the 2 here.',
    );
  });
});
