import type { VFile } from 'vfile';
import { isVocabulary, type TreeNode } from './syntax-tree.ts';

/**
 * Puts each element of a post's vocabulary (every element with a capital letter) into a `Placed`
 * element, which knows where it stands: "src/content/posts/<slug>/<locale>.mdx:line:column". What
 * cannot be rendered is reported there. The last of the plugins: the others look for the elements.
 */
export function remarkPlaced() {
  return (tree: TreeNode, file: VFile): void => {
    const path = file.path.replaceAll('\\', '/').replace(/^.*?(?=src\/content\/)/, '');
    const wrap = (node: TreeNode): void => {
      for (const [index, child] of (node.children ?? []).entries()) {
        wrap(child);
        if (node.children && isVocabulary(child)) node.children[index] = placed(child, path);
      }
    };
    wrap(tree);
  };
}

function placed(element: TreeNode, path: string): TreeNode {
  const { line, column } = element.position?.start ?? { line: 1, column: 1 };
  return {
    type: element.type,
    name: 'Placed',
    attributes: [{ type: 'mdxJsxAttribute', name: 'position', value: `${path}:${line}:${column}` }],
    children: [element],
  };
}
