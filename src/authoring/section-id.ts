import { type PostNode, plainText } from './post-tree.ts';

/** A heading with the id that its author gave it. */
export interface Section {
  node: PostNode & { depth: number };
  // "who-waits" of ## Who waits for whom {/* #who-waits */}
  id: string | undefined;
}

/** The headings of a post, in order. */
export function sectionsOf(tree: PostNode): Section[] {
  return (tree.children ?? [])
    .filter((node): node is Section['node'] => node.type === 'heading')
    .map((node) => ({ node, id: idOf(node) }));
}

/** The words of a heading, without its id. */
export function headingText({ children = [] }: PostNode): string {
  return plainText({
    type: 'heading',
    children: children.filter(({ type }) => type !== 'mdxTextExpression'),
  });
}

function idOf({ children = [] }: PostNode): string | undefined {
  const last = children.at(-1);
  if (last?.type !== 'mdxTextExpression') return undefined;
  return last.value?.match(/^\/\*\s*#([a-z][a-z0-9-]*)\s*\*\/$/)?.[1];
}
