import { describe, expect, it } from 'vitest';
import { betProblems } from '#authoring/bet-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';
import type { Catalogue } from '#figures/catalogue.ts';

/** A catalogue in which everything was measured as 9.5. */
const catalogue = {
  has: () => true,
  quantity: () => ({ value: { estimate: 9.5 } }),
} as unknown as Catalogue;
const problemsOf = (ranges: string) => {
  const bet = `<Bet question="?" options={["2×", "10×", "50×"]} quantity="a/b" ranges={${ranges}}>So.</Bet>`;
  const posts = [parsePost(`Text.\n\n${bet}\n`, 'a/en.mdx')];
  return formatProblems(betProblems([{ slug: 'a', posts }], catalogue));
};

describe('a bet', () => {
  it('is settled where one range holds what was measured', () => {
    expect(problemsOf('[[1, 3], [3, 20], [20, 200]]')).toBe('');
  });

  it.each([
    [
      '[[1, 3], [3, 9], [20, 200]]',
      'No range holds the measured 9.5: received [1, 3), [3, 9), [20, 200).',
    ],
    [
      '[[1, 10], [3, 20], [20, 200]]',
      '2 ranges hold the measured 9.5: received [1, 10), [3, 20), [20, 200).',
    ],
  ])('is refused with the ranges %s', (ranges, sentence) => {
    expect(problemsOf(ranges)).toBe(
      `a/en.mdx:3:1 <Bet>: ${sentence} Choose ranges of which exactly one holds it.`,
    );
  });
});
