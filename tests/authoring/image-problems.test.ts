import { expect, it } from 'vitest';
import { imageProblems } from '#authoring/image-problems.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { formatProblems } from '#authoring/problem.ts';

const folder = 'src/content/posts/a';
const problemsOf = (text: string, images = ['cat.png']) =>
  formatProblems(imageProblems({ posts: [parsePost(text, `${folder}/en.mdx`)], images }));

it.each([
  ['![](./cat.png)', './cat.png'],
  ['![ ](./cat.png "A caption")', './cat.png'],
  ['![][cat]\n\n[cat]: ./cat.png', '…'],
])('an image that says nothing is reported: %s', (text, shown) => {
  expect(problemsOf(text)).toBe(
    `${folder}/en.mdx:1:1 This image has no alternative text. Say in a sentence what it shows: ` +
      `![A cat on a mat.](${shown})`,
  );
});

it.each(['<img src="/cat.png" />', '<img src="/cat.png" alt="" />'])('so is %s', (text) => {
  expect(problemsOf(text, [])).toContain('This image has no alternative text.');
});

it.each([
  [
    '![A cat.](./cta.png)',
    ['cat.png'],
    `${folder}/en.mdx:1:1 There is no picture "./cta.png" in the post's folder. The nearest is "./cat.png".`,
  ],
  [
    '![A cat.](https://example.org/cat.png)',
    [],
    `${folder}/en.mdx:1:1 "https://example.org/cat.png" would be loaded from elsewhere.`,
  ],
  [
    'No picture.',
    ['cat.png'],
    `${folder}/cat.png:1:1 No text shows this picture. Show it, ![What it shows.](./cat.png), or remove it.`,
  ],
])('%s, beside %j, is reported', (text, images, message) => {
  expect(problemsOf(text, images)).toContain(message);
});

it('an image of the folder with an alternative text passes', () => {
  expect(problemsOf('![A cat.](./cat.png)')).toBe('');
  expect(problemsOf('![A cat.](cat.png "Asleep.")')).toBe('');
  expect(problemsOf('![A cat.][cat]\n\n[cat]: ./cat.png')).toBe('');
});
