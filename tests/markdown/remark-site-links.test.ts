import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { expect, it } from 'vitest';
import { remarkSiteLinks } from '#markdown/remark-site-links.ts';

function addresses(text: string, base: string): string[] {
  const processor = unified().use(remarkParse).use(remarkSiteLinks, { base });
  const file = new VFile({ path: '/x/src/content/posts/a/zh.mdx', value: text });
  const found: string[] = [];
  visit(processor.runSync(processor.parse(file), file), (node) => {
    if ('url' in node) found.push(String(node.url));
  });
  return found;
}

it.each([
  ['/', '/zh/posts/heads/#loop'],
  ['/a/b/', '/a/b/zh/posts/heads/#loop'],
])('a link to a page of the site, under %s, leads to %s', (base, address) => {
  expect(addresses('[x](/posts/heads/#loop) [y][z]\n\n[z]: /posts/heads/#loop\n', base)).toEqual([
    address,
    address,
  ]);
});

it('other links are left as they are', () => {
  expect(addresses('[x](#loop) [y](https://example.org/)', '/a/')).toEqual([
    '#loop',
    'https://example.org/',
  ]);
});
