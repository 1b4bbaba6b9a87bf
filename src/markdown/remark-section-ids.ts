import type { TreeNode } from './syntax-tree.ts';

// Gives a heading the id that its author wrote behind it as a comment of MDX, and takes the comment
// away: ## Who waits for whom {/* #who-waits */}
export function remarkSectionIds() {
  return (tree: TreeNode): void => {
    for (const heading of tree.children ?? []) {
      const last = heading.children?.at(-1);
      if (heading.type !== 'heading' || last?.type !== 'mdxTextExpression') continue;
      const id = last.value?.match(/^\/\*\s*#([a-z][a-z0-9-]*)\s*\*\/$/)?.[1];
      if (id === undefined) continue;
      heading.children?.pop();
      const text = heading.children?.at(-1);
      if (text?.type === 'text') text.value = text.value?.trimEnd() ?? '';
      heading.data = { ...heading.data, hProperties: { id } };
    }
  };
}
