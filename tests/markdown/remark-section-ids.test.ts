import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, it } from 'vitest';
import { remarkSectionIds } from '#markdown/remark-section-ids.ts';

function headingOf(text: string) {
  const processor = unified().use(remarkParse).use(remarkMdx).use(remarkSectionIds);
  const tree = processor.runSync(processor.parse(text)) as unknown as {
    children: { data?: unknown; children: { type: string; value?: string }[] }[];
  };
  const { data, children = [] } = tree.children[0] ?? { children: [] };
  return { data, children: children.map(({ type, value }) => [type, value]) };
}

it('gives a heading the id that stands behind it', () => {
  expect(headingOf('## 谁等谁 {/* #who-waits */}')).toEqual({
    data: { hProperties: { id: 'who-waits' } },
    children: [['text', '谁等谁']],
  });
});

it.each(['## Who waits', '## Who waits {/* later */}'])('leaves "%s" as it is', (text) => {
  expect(headingOf(text).data).toBeUndefined();
});
