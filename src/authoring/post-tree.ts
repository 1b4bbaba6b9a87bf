/** What is read here of the syntax tree of a post (mdast with the nodes of MDX and formulas). */
export interface PostNode {
  type: string;
  name?: string | null;
  value?: string;
  /** An image's alternative text, and the address of an image, a link or a definition. */
  alt?: string | null;
  url?: string;
  /** What a reference, a definition or a footnote goes by. */
  identifier?: string;
  depth?: number;
  attributes?: PostAttribute[];
  children?: PostNode[];
  position?: { start: Point; end: Point };
}

export interface PostAttribute {
  type: string;
  name?: string;
  /** A string, an expression in braces, or null for an attribute without a value. */
  value?: string | AttributeExpression | null;
  position?: { start: Point; end: Point };
}

/** What stands between the braces of an attribute, as written and as JavaScript reads it. */
export interface AttributeExpression {
  type: string;
  value: string;
  data?: { estree?: { body: { expression?: Expression }[] } | null };
}

/** What is read here of an expression's syntax (ESTree). */
export interface Expression {
  type: string;
  value?: unknown;
  operator?: string;
  argument?: Expression;
  elements?: (Expression | null)[];
}

export interface Point {
  line: number;
  column: number;
  offset: number;
}

/** Every node below a node, parents before children, without what lies below a skipped node. */
export function* walk(node: PostNode, skip = (_: PostNode) => false): Generator<PostNode> {
  for (const child of node.children ?? []) {
    yield child;
    if (!skip(child)) yield* walk(child, skip);
  }
}

export function isElement(node: PostNode): boolean {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

/** The words below a node, as plain text; formulas and code as they are written. */
export function plainText(node: PostNode): string {
  if (node.value !== undefined && node.type !== 'mdxTextExpression') return node.value;
  if (isElement(node) && (node.children ?? []).length === 0) return `⟨${node.name}⟩`;
  return (node.children ?? []).map(plainText).join('').replace(/\s+/g, ' ').trim();
}
