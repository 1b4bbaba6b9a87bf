import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { rehypeFailOnMessages } from '#markdown/rehype-fail-on-messages.ts';

const tree = { type: 'root', children: [] };

describe('what an earlier plugin noted', () => {
  it('fails the build, each with its place and its cause', () => {
    const file = new VFile({ path: '/somewhere/src/content/posts/a/zh.mdx' });
    file.message('no formula', { place: { line: 3, column: 5 }, cause: new Error('open brace') });
    file.message('no second', { place: { line: 9, column: 1 } });
    expect(() => rehypeFailOnMessages()(tree, file)).toThrow(
      'src/content/posts/a/zh.mdx:3:5: no formula: open brace\n' +
        'src/content/posts/a/zh.mdx:9:1: no second',
    );
  });

  it('lets a page without notes pass', () => {
    expect(() => rehypeFailOnMessages()(tree, new VFile({ path: 'a.mdx' }))).not.toThrow();
  });
});
