import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { placeAt } from './place-at.ts';
import {
  type Expression,
  isElement,
  type Point,
  type PostAttribute,
  type PostNode,
  plainText,
  walk,
} from './post-tree.ts';
import type { Problem } from './problem.ts';

/** A literal that an attribute of the vocabulary may hold. */
export type Literal = string | number | boolean | Literal[];

/** An element of the vocabulary where a post uses it, its attributes evaluated. */
export interface UsedElement {
  name: string;
  props: Readonly<Record<string, Literal>>;
  /** What it holds, as plain text. */
  words: string;
  line: number;
  column: number;
}

/** The same, with its node in the syntax tree. */
export interface VocabularyElement extends UsedElement {
  node: PostNode;
}

export interface ParsedPost {
  /** Path from the root of the repository, with forward slashes. */
  file: string;
  text: string;
  tree: PostNode;
  elements: VocabularyElement[];
  /** What could not be read; a post with a syntax error has an empty tree and this one problem. */
  problems: Problem[];
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMdx)
  .use(remarkMath)
  .use(remarkCjkFriendly)
  .use(remarkFrontmatter);

/** Reads a post into its syntax tree and the elements of the vocabulary in it. Never throws. */
export function parsePost(text: string, file: string): ParsedPost {
  const post: ParsedPost = {
    file,
    text,
    tree: { type: 'root', children: [] },
    elements: [],
    problems: [],
  };
  try {
    post.tree = processor.parse(text) as PostNode;
  } catch (error) {
    post.problems.push(syntaxProblem(post, error));
    return post;
  }
  for (const node of walk(post.tree)) {
    if (node.type === 'mdxjsEsm') post.problems.push(esmProblem(file, node));
    if (!isElement(node) || !/^[A-Z]/.test(node.name ?? '')) continue;
    const { line, column } = startOf(node);
    const props: Record<string, Literal> = {};
    for (const attribute of node.attributes ?? []) {
      const value = literal(attribute);
      if (value === undefined) post.problems.push(attributeProblem(file, node, attribute));
      else props[attribute.name ?? ''] = value;
    }
    const name = node.name ?? '';
    post.elements.push({ name, props, words: plainText(node), node, line, column });
  }
  return post;
}

/** Where a node begins. */
export function startOf(node: Pick<PostNode, 'position'>): Point {
  return node.position?.start ?? { line: 1, column: 1, offset: 0 };
}

/** An expression in braces may hold numbers, strings and lists of them; it is read, never run. */
function literal({ type, value }: PostAttribute): Literal | undefined {
  if (type !== 'mdxJsxAttribute') return undefined;
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value;
  const expression = value.data?.estree?.body[0]?.expression;
  return expression === undefined ? undefined : evaluate(expression);
}

function evaluate({ type, value, operator, argument, elements }: Expression): Literal | undefined {
  if (type === 'Literal') {
    return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean'
      ? value
      : undefined;
  }
  if (type === 'UnaryExpression' && operator === '-' && argument) {
    const positive = evaluate(argument);
    return typeof positive === 'number' ? -positive : undefined;
  }
  if (type !== 'ArrayExpression' || elements === undefined) return undefined;
  const items = elements.map((element) => (element ? evaluate(element) : undefined));
  return items.includes(undefined) ? undefined : (items as Literal[]);
}

function attributeProblem(file: string, node: PostNode, attribute: PostAttribute): Problem {
  const { line, column } = startOf(attribute.position ? attribute : node);
  const received =
    attribute.type !== 'mdxJsxAttribute'
      ? '{...}'
      : `${attribute.name}={${(attribute.value as { value: string }).value}}`;
  const message =
    `<${node.name}> has ${received}. Expected a literal: a "string", a {number} or a list ` +
    'such as {[1.5, 2]}.';
  return { file, line, column, message };
}

function esmProblem(file: string, node: PostNode): Problem {
  const { line, column } = startOf(node);
  const statement = node.value?.split('\n')[0] ?? '';
  return {
    file,
    line,
    column,
    message: `A post has no import or export: received "${statement}". Remove it; the vocabulary is provided.`,
  };
}

function syntaxProblem(post: Pick<ParsedPost, 'file' | 'text'>, error: unknown): Problem {
  const failure = error as Error & { line?: number; column?: number; reason?: string };
  const reason = failure.reason ?? failure.message;
  // An unclosed element is reported at its paragraph; the reason says where it begins.
  const [, line, column] = /\((\d+):(\d+)-/.exec(reason) ?? [];
  const place = {
    line: Number(line ?? failure.line ?? 1),
    column: Number(column ?? failure.column ?? 1),
  };
  const brace = reason.includes('closing brace') ? post.text.lastIndexOf('{') : -1;
  return {
    file: post.file,
    ...(brace < 0 ? place : placeAt(post.text, brace)),
    message: `MDX cannot read this: ${reason}.${hintOf(reason)}`,
  };
}

/** What to do about the usual mistakes. */
function hintOf(reason: string): string {
  if (reason.includes('closing brace'))
    return ' Close the brace, or write \\{ for one that is meant.';
  if (reason.includes('closing tag'))
    return ' Close the element, in the paragraph where it begins.';
  if (reason.includes('before name')) {
    return ' A "<" begins an element: write \\< or put it into a formula, $n < 5$.';
  }
  return '';
}
