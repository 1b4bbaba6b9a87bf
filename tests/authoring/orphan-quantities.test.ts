import { expect, it } from 'vitest';
import { orphanQuantities } from '#authoring/orphan-quantities.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { sampleFamily } from '../support/sample-family.ts';

const orphans = (text: string, family = sampleFamily) =>
  orphanQuantities([family], [{ slug: 'a', posts: [parsePost(text, 'a/en.mdx')] }]);

it('quantities that nothing quotes are listed', () => {
  expect(orphans('Words.')).toEqual(['sample/gain', 'sample/loss', 'sample/steps']);
});

it.each([
  ['<Quantity id="sample/gain" />', ['sample/loss', 'sample/steps']],
  ['<Claim quantity="sample/loss" atLeast={1}>So.</Claim>', ['sample/gain', 'sample/steps']],
  [
    '<Bet question="?" options={["a", "b"]} quantity="sample/steps" ranges={[[1, 9], [9, 20]]}>So.</Bet>',
    ['sample/gain', 'sample/loss'],
  ],
])('%s quotes one', (text, left) => {
  expect(orphans(text)).toEqual(left);
});

it('one that a prediction judges is on the scoreboard', () => {
  const predictions = {
    gains: {
      statement: { en: 'It gains.', zh: '有提速。' },
      quantity: 'gain',
      predicted: { kind: 'exact', unit: 'ratio', value: () => 3 },
      within: 2,
    },
  } as const;
  expect(orphans('Words.', { ...sampleFamily, predictions })).toEqual([
    ...['sample/loss', 'sample/steps'],
  ]);
});
