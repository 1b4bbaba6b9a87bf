import type { Locale } from '#figures/figure.ts';
import type { ParsedPost, VocabularyElement } from '../parse-post.ts';
import type { PostNode } from '../post-tree.ts';

/** A sentence of a post that quotes a quantity. */
export interface Quote {
  file: string;
  line: number;
  column: number;
  quantity: string;
  /** As plain text, with its numbers as they now stand. */
  sentence: string;
}

/** Elements of the vocabulary that name a quantity, and the attribute that does. */
const naming: Readonly<Record<string, string>> = {
  Quantity: 'id',
  Claim: 'quantity',
  Bet: 'quantity',
};

/**
 * Every sentence of a post that quotes a quantity, in the order of the text; one that quotes two is
 * found twice. `written` gives the number of a quantity as the post's language writes it.
 */
export function findQuotes(
  post: ParsedPost,
  locale: Locale,
  written: (id: string) => string,
): Quote[] {
  const quoting = new Map(
    post.elements
      .filter(({ name, props }) => typeof props[naming[name] ?? ''] === 'string')
      .map((element) => [element.node, element] as const),
  );
  return [...textBlocks(post.tree, quoting)].flatMap((block) =>
    quotesOf(block, quoting, written, locale).map((quote) => ({ file: post.file, ...quote })),
  );
}

type Quoting = ReadonlyMap<PostNode, VocabularyElement>;

/** Running text, and the elements around it that begin with it. */
interface TextBlock {
  node: PostNode;
  around: readonly VocabularyElement[];
}

const running = ['text', 'mdxJsxTextElement', 'inlineMath', 'inlineCode', 'emphasis', 'strong'];

/** The innermost nodes that hold running text: paragraphs, headings, cells, elements without any. */
function* textBlocks(
  node: PostNode,
  quoting: Quoting,
  around: readonly VocabularyElement[] = [],
): Generator<TextBlock> {
  const children = node.children ?? [];
  const own = quoting.get(node);
  const all = own === undefined ? around : [...around, own];
  if (children.some(({ type }) => running.includes(type)) || children.length === 0) {
    yield { node, around: all };
    return;
  }
  for (const [index, child] of children.entries()) {
    yield* textBlocks(child, quoting, index === 0 ? all : []);
  }
}

function quotesOf(
  { node, around }: TextBlock,
  quoting: Quoting,
  written: (id: string) => string,
  locale: Locale,
): Omit<Quote, 'file'>[] {
  const marked: VocabularyElement[] = [];
  const mark = (element: VocabularyElement) => {
    marked.push(element);
    return String.fromCharCode(firstMark + marked.length - 1);
  };
  const inner = (node.children ?? []).map((child) => markedText(child, quoting, mark)).join('');
  const text = (around.map(mark).join('') + inner).replace(/\s+/g, ' ').trim();
  if (marked.length === 0) return [];
  const elementOf = (character: string) => marked[character.charCodeAt(0) - firstMark];
  return sentencesOf(text, locale).flatMap((segment) => {
    const sentence = [...segment]
      .map((character) => shown(elementOf(character), written) ?? character)
      .join('')
      .trim();
    return [...segment]
      .map(elementOf)
      .filter((element) => element !== undefined)
      .map((element) => ({
        line: element.line,
        column: element.column,
        quantity: quantityOf(element),
        sentence,
      }));
  });
}

/** Characters of Unicode's private area stand for elements while a text is cut into sentences. */
const firstMark = 0xe000;

function markedText(
  node: PostNode,
  quoting: Quoting,
  mark: (element: VocabularyElement) => string,
): string {
  if (node.value !== undefined) return node.type === 'mdxTextExpression' ? '' : node.value;
  const element = quoting.get(node);
  const own = element === undefined ? '' : mark(element);
  return own + (node.children ?? []).map((child) => markedText(child, quoting, mark)).join('');
}

function sentencesOf(text: string, locale: Locale): string[] {
  const segments = new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(text);
  return [...segments].map(({ segment }) => segment);
}

const quantityOf = ({ name, props }: VocabularyElement) => props[naming[name] as string] as string;

/** A quantity is a number in its sentence, a bet shows its question, a claim is the sentence. */
function shown(
  element: VocabularyElement | undefined,
  written: (id: string) => string,
): string | undefined {
  if (element === undefined) return undefined;
  if (element.name === 'Quantity') return written(quantityOf(element));
  return element.name === 'Bet' ? String(element.props.question ?? '') : '';
}
