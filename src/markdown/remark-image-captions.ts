import type { TreeNode } from './syntax-tree.ts';

/**
 * Makes an image that stands alone and has a title, `![What it shows.](./cat.png "Caption")`, a figure
 * with the title as its caption.
 */
export function remarkImageCaptions() {
  return (tree: TreeNode): void => {
    for (const [index, node] of (tree.children ?? []).entries()) {
      const [image, ...others] = node.children ?? [];
      if (node.type !== 'paragraph' || image?.type !== 'image' || others.length > 0) continue;
      if (!image.title || !tree.children) continue;
      const caption = element('figcaption', [{ type: 'text', value: image.title }]);
      tree.children[index] = element('figure', [{ ...image, title: null }, caption]);
    }
  };
}

function element(name: string, children: TreeNode[]): TreeNode {
  return { type: 'mdxJsxFlowElement', name, attributes: [], children };
}
