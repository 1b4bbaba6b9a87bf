import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import type { TreeNode } from './syntax-tree.ts';

/**
 * Turns a link to a page of this site, written without language and base path as
 * `[…](/posts/heads/#loop)`, into the address of that page in the language of the post.
 */
export function remarkSiteLinks({ base }: { base: string }) {
  return (tree: TreeNode, file: VFile): void => {
    const locale = file.path.match(/(\w+)\.mdx$/)?.[1];
    visit(tree as never, (node: TreeNode) => {
      if ((node.type !== 'link' && node.type !== 'definition') || !node.url?.startsWith('/'))
        return;
      node.url = `${base.replace(/\/$/, '')}/${locale}${node.url}`;
    });
  };
}
