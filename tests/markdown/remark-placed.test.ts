import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { expect, it } from 'vitest';
import { remarkPlaced } from '#markdown/remark-placed.ts';
import type { TreeNode } from '#markdown/syntax-tree.ts';

/** The elements of a post as an outline, each with the place that it was given. */
function outline(text: string): string[] {
  const path = '/somewhere/a folder/src/content/posts/sample/zh.mdx';
  const processor = unified().use(remarkParse).use(remarkMdx).use(remarkPlaced);
  const file = new VFile({ path, value: text });
  const lines: string[] = [];
  const list = (node: TreeNode, depth: number): void => {
    const isElement = node.type.startsWith('mdxJsx');
    const place = node.attributes?.find(({ name }) => name === 'position')?.value;
    if (isElement)
      lines.push(`${'  '.repeat(depth)}${[node.name, place].filter(Boolean).join(' ')}`);
    for (const child of node.children ?? []) list(child, depth + (isElement ? 1 : 0));
  };
  list(processor.runSync(processor.parse(file) as never, file) as TreeNode, 0);
  return lines;
}

it('each element is put into one that knows its place, inside others too; HTML is left alone', () => {
  const text = [
    'Text with <Quantity id="a/b" />.',
    '',
    '<Claim quantity="a/b" atLeast={2}>',
    '  It is <Quantity id="a/c" />.',
    '</Claim>',
    '',
    '<div>Plain.</div>',
  ].join('\n');
  const at = (place: string) => `src/content/posts/sample/zh.mdx:${place}`;
  expect(outline(text)).toEqual([
    `Placed ${at('1:11')}`,
    '  Quantity',
    `Placed ${at('3:1')}`,
    '  Claim',
    `    Placed ${at('4:9')}`,
    '      Quantity',
    'div',
  ]);
});
