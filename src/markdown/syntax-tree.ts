/** What the plugins here read of a syntax tree, Markdown's (mdast) and HTML's (hast) alike. */
export interface TreeNode {
  type: string;
  tagName?: string;
  name?: string | null;
  value?: string;
  url?: string;
  title?: string | null;
  properties?: Record<string, unknown>;
  data?: object;
  attributes?: TreeAttribute[];
  children?: TreeNode[];
  position?: { start: { line: number; column: number } };
}

/** An attribute of an element of MDX. */
export interface TreeAttribute {
  type: string;
  name?: string;
  value?: unknown;
}

/** Whether a node is an element of the vocabulary of posts: one with a capital letter. */
export function isVocabulary({ type, name }: TreeNode): boolean {
  const isElement = type === 'mdxJsxFlowElement' || type === 'mdxJsxTextElement';
  return isElement && /^[A-Z]/.test(name ?? '');
}
