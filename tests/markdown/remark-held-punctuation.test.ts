import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, it } from 'vitest';
import { remarkHeldPunctuation } from '#markdown/remark-held-punctuation.ts';
import type { TreeNode } from '#markdown/syntax-tree.ts';

/** The paragraph after the plugin: elements as `<Name>what they hold</Name>`, text as it is. */
async function held(text: string): Promise<string> {
  const processor = unified().use(remarkParse).use(remarkMdx).use(remarkHeldPunctuation);
  const tree = (await processor.run(processor.parse(text))) as TreeNode;
  const written = ({ name, value, children = [] }: TreeNode): string => {
    const inner = children.map(written).join('');
    return value ?? (name ? `<${name}>${inner}</${name}>` : inner);
  };
  return written(tree);
}

it.each([
  ['a <Quantity id="x" />, b', 'a <Quantity>,</Quantity> b'],
  ['a <Quantity id="x" />. B', 'a <Quantity>.</Quantity> B'],
  ['甲 <Quantity id="x" />；乙', '甲 <Quantity>；</Quantity>乙'],
  ['(<Quantity id="x" />).', '(<Quantity>).</Quantity>'],
  ['a <Quantity id="x" /> b, c', 'a <Quantity></Quantity> b, c'],
  ['a <Other id="x" />, b', 'a <Other></Other>, b'],
])('%s becomes %s', async (text, expected) => {
  expect(await held(text)).toBe(expected);
});
