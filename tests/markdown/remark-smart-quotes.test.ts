import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, it } from 'vitest';
import { remarkSmartQuotes } from '#markdown/remark-smart-quotes.ts';
import type { TreeNode } from '#markdown/syntax-tree.ts';

/** All text and code of a post after the plugin, block by block. */
async function read(mdx: string): Promise<string> {
  const processor = unified().use(remarkParse).use(remarkMdx).use(remarkSmartQuotes);
  const tree = (await processor.run(processor.parse(mdx))) as TreeNode;
  const textOf = ({ value, children = [] }: TreeNode): string =>
    value ?? children.map(textOf).join('');
  return (tree.children ?? []).map(textOf).join('\n');
}

it.each([
  ['the reader\'s "own" words', 'the reader’s “own” words'],
  ['"A *quoted* `"code"` and a [link\'s](/x/) text"', '“A quoted "code" and a link’s text”'],
  ['first -- then...', 'first — then…'],
  ['no mark here\n\n"only here"', 'no mark here\n“only here”'],
  ['<Claim quantity="a">"One" line</Claim>', '“One” line'],
  ['- an item\n- the "second"', 'an itemthe “second”'],
  ['```js\nconst a = "b";\n```', 'const a = "b";'],
  ['“已经”是弯引号', '“已经”是弯引号'],
])('%j is read as %j', async (mdx, expected) => {
  expect(await read(mdx)).toBe(expected);
});
