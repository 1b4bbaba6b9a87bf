import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import type { TreeAttribute, TreeNode } from './syntax-tree.ts';

/**
 * Gives each element of a post's vocabulary (every element with a capital letter) three
 * properties: `line` and `column` in its file, and `number`, its place among those of its name.
 */
export function remarkPlaceVocabulary() {
  return (tree: TreeNode, _file: VFile): void => {
    const counts = new Map<string, number>();
    visit(tree as never, (node: TreeNode) => {
      if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return;
      if (!node.name || !/^[A-Z]/.test(node.name)) return;
      const number = (counts.get(node.name) ?? 0) + 1;
      counts.set(node.name, number);
      node.attributes = [
        ...(node.attributes ?? []),
        attribute('line', node.position?.start.line ?? 1),
        attribute('column', node.position?.start.column ?? 1),
        attribute('number', number),
      ];
    });
  };
}

function attribute(name: string, value: number): TreeAttribute {
  return { type: 'mdxJsxAttribute', name, value: String(value) };
}
