import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, it } from 'vitest';
import { remarkImageCaptions } from '#markdown/remark-image-captions.ts';
import type { TreeNode } from '#markdown/syntax-tree.ts';

const blocksOf = (text: string) => {
  const processor = unified().use(remarkParse).use(remarkImageCaptions);
  const { children = [] } = processor.runSync(processor.parse(text)) as TreeNode;
  return children.map(({ name, type, children: parts = [] }) => [
    name ?? type,
    ...parts.map((part) => part.name ?? part.type),
  ]);
};

it('an image that stands alone with a title becomes a figure with a caption', () => {
  expect(blocksOf('![A cat.](./cat.png "Asleep.")\n')).toEqual([['figure', 'image', 'figcaption']]);
});

it('an image without a title, or among words, stays as it is', () => {
  expect(blocksOf('![A cat.](./cat.png)\n\nA ![cat](./cat.png "Asleep.") sleeps.\n')).toEqual([
    ['paragraph', 'image'],
    ['paragraph', 'text', 'image', 'text'],
  ]);
});
