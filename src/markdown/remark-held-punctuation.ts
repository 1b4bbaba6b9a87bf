import { visit } from 'unist-util-visit';
import type { TreeNode } from './syntax-tree.ts';

const punctuation = /^[,.;:!?%)\]’”，。、；：！？）」』》…]+/u;

/**
 * Moves the punctuation that follows a Quantity into it, where the component keeps both on one line:
 * a browser may break a line after a button, and a comma must not begin one.
 */
export function remarkHeldPunctuation() {
  return (tree: TreeNode): void => {
    visit(tree as never, (parent: TreeNode) => {
      for (const [index, node] of (parent.children ?? []).entries()) {
        if (node.type !== 'mdxJsxTextElement' || node.name !== 'Quantity') continue;
        const next = parent.children?.[index + 1];
        const held = next?.type === 'text' ? punctuation.exec(next.value ?? '')?.[0] : undefined;
        if (next === undefined || held === undefined) continue;
        node.children = [{ type: 'text', value: held }];
        next.value = next.value?.slice(held.length) ?? '';
      }
    });
  };
}
