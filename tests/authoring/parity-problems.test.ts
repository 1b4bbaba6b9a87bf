import { describe, expect, it } from 'vitest';
import { parityProblems } from '#authoring/parity-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';

const compare = (english: string, chinese: string) =>
  formatProblems(parityProblems([parsePost(english, 'a/en.mdx'), parsePost(chinese, 'a/zh.mdx')]));

describe('the languages of a post', () => {
  it('may differ in words, and in what a sentence quotes first or twice', () => {
    const english =
      '## One {/* #one */}\n\n<Quantity id="a/b" /> and <Quantity id="a/c" /> and ' +
      '<Quantity id="a/b" /> <Cite key="x1990" at="p. 2" /> <Cite key="y1991" />\n';
    const chinese =
      '## 一 {/* #one */}\n\n<Quantity id="a/c" />，<Cite key="y1991" />' +
      '<Quantity id="a/b" /><Cite key="x1990" at="第 2 页" />\n';
    expect(compare(english, chinese)).toBe('');
  });

  const bet = (ranges: string) =>
    `<Bet question="?" options={["a", "b"]} quantity="a/b" ranges={${ranges}}>So.</Bet>`;
  it.each([
    ['<Figure id="a/f" />', '<Figure id="a/f">'],
    ['<Diagram id="d" />', '<Diagram id="d">'],
    ['<Quantity id="a/b" />', '<Quantity id="a/b">'],
    ['<Cite key="x1990" at="Table 1" />', '<Cite key="x1990">'],
    ['<Source file="a.ts" region="r" />', '<Source file="a.ts" region="r">'],
    ['<Equation id="e">\n\n$$\nx\n$$\n\n</Equation>', '<Equation id="e">'],
    ['<Bibliography />', '<Bibliography>'],
    [
      '<Claim quantity="a/b" between={[1, 2]}>So.</Claim>',
      '<Claim quantity="a/b" between={[1,2]}>',
    ],
    [bet('[[0, 1], [1, 2]]'), '<Bet quantity="a/b" ranges={[[0,1],[1,2]]}>'],
  ])('both hold %s', (element, identity) => {
    const [one, two] = ['## One {/* #one */}\n\n', '## Two {/* #two */}\n\n'];
    const missing = `${identity} is missing from section "one" of a/zh.mdx. Both languages show the same.`;
    expect(compare(`${one}${element}\n`, `${one}${element}\n`)).toBe('');
    expect(compare(`${one}${element}\n`, one)).toBe(`a/en.mdx:3:1 ${missing}`);
    // The same element in another section is not the same place in the argument.
    expect(compare(`${one}${element}\n\n${two}`, `${one}${two}${element}\n`)).toContain(missing);
  });

  it.each([
    [
      '<Claim quantity="a/b" atLeast={2}>So.</Claim>',
      '<Claim quantity="a/b" atLeast={3}>So.</Claim>',
    ],
    [bet('[[0, 1], [1, 2]]'), bet('[[0, 1], [1, 3]]')],
  ])('hold to the same bounds: %s, %s', (english, chinese) => {
    expect(compare(english, chinese)).toContain('a/en.mdx:1:1');
    expect(compare(english, chinese)).toContain('is missing from the opening of a/zh.mdx');
  });

  it('keep one order of what stands on lines of its own', () => {
    const [figure, claim] = [
      '<Figure id="a/f" />',
      '<Claim quantity="a/b" atLeast={2}>So.</Claim>',
    ];
    expect(compare(`${figure}\n\n${claim}\n`, `${claim}\n\n${figure}\n`)).toBe(
      [
        'a/en.mdx:1:1 <Figure id="a/f"> stands at another place in the opening of a/zh.mdx. Both languages keep one order.',
        'a/zh.mdx:1:1 <Claim quantity="a/b" atLeast={2}> stands at another place in the opening of a/en.mdx. Both languages keep one order.',
      ].join('\n\n'),
    );
  });

  it('have the same sections, in one order', () => {
    const [one, two] = ['## One {/* #one */}\n\n', '## Two {/* #two */}\n'];
    expect(compare(one + two, '## 一 {/* #one */}\n')).toBe(
      'a/en.mdx:3:1 Section 2, "two" (level 2), has no counterpart in a/zh.mdx, which has one section. Add it there, or remove it here.',
    );
    expect(compare(one, '### 一 {/* #uno */}\n')).toBe(
      'a/en.mdx:1:1 Section 1, "one" (level 2), has no counterpart in a/zh.mdx, which has "uno" (level 3) in its place. Add it there, or remove it here.\n\n' +
        'a/zh.mdx:1:1 Section 1, "uno" (level 3), has no counterpart in a/en.mdx, which has "one" (level 2) in its place. Add it there, or remove it here.',
    );
  });
});
