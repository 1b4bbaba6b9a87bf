import { expect, it } from 'vitest';
import { noteRenderError, takeRenderErrors } from '#components/post/render-errors.ts';

it('errors of elements are collected, each place once, in the order of the places', () => {
  noteRenderError('src/content/posts/b/en.mdx:10:1', new Error('Later.'));
  noteRenderError('src/content/posts/b/en.mdx:9:1', new Error('Earlier.'));
  noteRenderError('src/content/posts/a/zh.mdx:30:5', new Error('Of another post.'));
  noteRenderError('src/content/posts/b/en.mdx:9:1', new Error('Earlier.'));
  expect(takeRenderErrors()).toEqual([
    'src/content/posts/a/zh.mdx:30:5 Of another post.',
    'src/content/posts/b/en.mdx:9:1 Earlier.',
    'src/content/posts/b/en.mdx:10:1 Later.',
  ]);
  expect(takeRenderErrors()).toEqual([]);
});
