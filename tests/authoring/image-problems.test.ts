import { expect, it } from 'vitest';
import { imageProblems } from '#authoring/image-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';

const problemsOf = (text: string) => formatProblems(imageProblems(parsePost(text, 'a/en.mdx')));

it.each([
  ['![](./cat.png)', './cat.png'],
  ['![ ](./cat.png "A caption")', './cat.png'],
  ['![][cat]\n\n[cat]: ./cat.png', '…'],
  ['<img src="./cat.png" />', '…'],
  ['<img src="./cat.png" alt="" />', '…'],
])('an image that says nothing is reported: %s', (text, shown) => {
  expect(problemsOf(text)).toBe(
    'a/en.mdx:1:1 This image has no alternative text. Say in a sentence what it shows: ' +
      `![A cat on a mat.](${shown})`,
  );
});

it('an image with an alternative text passes', () => {
  expect(problemsOf('![A cat.](./cat.png)\n\n<img src="./cat.png" alt="A cat." />')).toBe('');
});
