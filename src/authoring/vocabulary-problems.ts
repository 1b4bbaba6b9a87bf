import type { z } from 'zod';
import { elementForms, isElementName, vocabulary } from '#content/vocabulary.ts';
import { nearest } from './nearest.ts';
import type { ParsedPost, VocabularyElement } from './parse-post.ts';
import { isElement, type PostNode, walk } from './post-tree.ts';
import type { Problem } from './problem.ts';

/** What posts may name. Ids are `<experiment>/<key>`. */
export interface KnownNames {
  quantities: readonly string[];
  figures: readonly string[];
  diagrams: readonly string[];
  /** Keys of the bibliography. */
  references: readonly string[];
  /** Ids of the glossary's terms. */
  terms: readonly string[];
  /** Paths, without language, of pages that no author writes: `/machines/`, `/experiments/heads/`. */
  routes: readonly string[];
  /** Of each source file that a post may show, the names of its `#region`s. */
  regions: Readonly<Record<string, readonly string[]>>;
}

/**
 * Unknown elements, attributes, ids, files and regions, claims without one predicate, blocks in
 * running text, inline elements torn from theirs, and content where there is none to be or none
 * where it is needed.
 */
export function vocabularyProblems(post: ParsedPost, known: KnownNames): Problem[] {
  const misplaced: [Set<PostNode>, string][] = [
    [
      blocksInText(post),
      'stands in running text. Put it on lines of its own, with blank lines around.',
    ],
    [
      tornFromText(post),
      'stands alone on its line, and what follows becomes another paragraph. Begin the paragraph ' +
        'with a word, and put both on one line.',
    ],
  ];
  return post.elements.flatMap((element) => {
    const { line, column, name, node } = element;
    const ofPlace = misplaced.flatMap(([nodes, message]) =>
      nodes.has(node) ? [`<${name}> ${message}`] : [],
    );
    return [...ofPlace, ...messagesOf(element, known)].map((message) => {
      return { file: post.file, line, column, message };
    });
  });
}

function blocksInText(post: ParsedPost): Set<PostNode> {
  const paragraphs = [...walk(post.tree)].filter((node) => node.type === 'paragraph');
  return new Set(
    paragraphs.flatMap(({ children = [] }) => {
      const hasText = children.some((child) => !isElement(child) && child.value?.trim() !== '');
      return hasText ? children.filter((child) => formOf(child) === 'block') : [];
    }),
  );
}

function formOf(node: PostNode): 'block' | 'inline' | undefined {
  const name = node.name ?? '';
  return isElement(node) && isElementName(name) ? elementForms[name].form : undefined;
}

/** Inline elements that MDX takes for blocks, since nothing stands beside them on their line. */
function tornFromText(post: ParsedPost): Set<PostNode> {
  return new Set(
    [post.tree, ...walk(post.tree)].flatMap(({ children = [] }) =>
      children.filter((node, index) => {
        const next = children[index + 1];
        const followed = next?.position?.start.line === (node.position?.end.line ?? 0) + 1;
        return node.type === 'mdxJsxFlowElement' && formOf(node) === 'inline' && followed;
      }),
    ),
  );
}

function messagesOf(element: VocabularyElement, known: KnownNames): string[] {
  const { name, props } = element;
  if (!isElementName(name)) {
    return [`There is no component <${name}>.${nearest(name, Object.keys(vocabulary))}`];
  }
  const shape = vocabulary[name];
  const parsed = shape.safeParse(props);
  const messages = parsed.success
    ? []
    : parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map(
              (key) => `<${name}> has no "${key}".${nearest(key, Object.keys(shape.shape))}`,
            )
          : [valueMessage(element, issue)],
      );
  return [...messages, ...contentMessages(element), ...nameMessages(element, known)];
}

/** What is wrong with an attribute's value: what is expected, what was received, how to write it. */
function valueMessage({ name, props }: VocabularyElement, issue: z.core.$ZodIssue): string {
  const key = String(issue.path[0]);
  const value = props[key];
  if (value === undefined) return `<${name}> needs "${key}". Write ${key}=${exampleOf(issue)}.`;
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    const known = issue.values.map(String);
    return `<${name}>'s "${key}" has no "${value}".${nearest(value, known)}`;
  }
  const reason = issue.message.replace(/^Invalid input: /, '');
  const isNumber =
    typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
  const repair =
    isNumber && reason.startsWith('expected number') ? ` Write ${key}={${value}}.` : '';
  return `<${name}>'s "${key}": ${reason} (received ${JSON.stringify(value)}).${repair}`;
}

function exampleOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return '"…"';
  return issue.expected === 'number' ? '{2}' : issue.expected === 'array' ? '{[…]}' : '"…"';
}

function contentMessages({ name, node }: VocabularyElement): string[] {
  if (!isElementName(name)) return [];
  const { content } = elementForms[name];
  const isEmpty = (node.children ?? []).every(
    ({ type, value }) => type === 'text' && (value ?? '').trim() === '',
  );
  if (content === 'none' && !isEmpty) return [`<${name}> has no content. Write <${name} … />.`];
  if (content !== 'needed' || !isEmpty) return [];
  return [`<${name}> is empty. Write what it shows between <${name} …> and </${name}>.`];
}

function nameMessages({ name, props, node }: VocabularyElement, known: KnownNames): string[] {
  if (name === 'Bet') return unknownId('quantity', props.quantity, known.quantities);
  if (name === 'Cite') return unknownId('reference', props.key, known.references);
  if (name === 'Diagram') return unknownId('diagram', props.id, known.diagrams);
  if (name === 'Figure') return unknownId('figure', props.id, known.figures);
  if (name === 'Quantity') return unknownId('quantity', props.id, known.quantities);
  if (name === 'Term') return unknownId('term', props.id, known.terms);
  if (name === 'Source') return sourceMessages(props.file, props.region, known);
  if (name !== 'Claim') return [];
  // One whose value is no literal is reported as such.
  const written = new Set((node.attributes ?? []).map((attribute) => attribute.name));
  const given = ['atLeast', 'atMost', 'between'].filter((key) => written.has(key));
  const predicate =
    given.length === 1
      ? []
      : [
          '<Claim> needs exactly one predicate: atLeast={number}, atMost={number} or ' +
            `between={[low, high]}; received ${given.length === 0 ? 'none' : given.join(' and ')}.`,
        ];
  return [...predicate, ...unknownId('quantity', props.quantity, known.quantities)];
}

function unknownId(what: string, id: unknown, known: readonly string[]): string[] {
  if (typeof id !== 'string' || known.includes(id)) return [];
  return [`There is no ${what} "${id}".${nearest(id, known)}`];
}

function sourceMessages(file: unknown, region: unknown, known: KnownNames): string[] {
  if (typeof file !== 'string') return [];
  const regions = Object.hasOwn(known.regions, file) ? known.regions[file] : undefined;
  if (regions === undefined) {
    return [`There is no source file "${file}".${nearest(file, Object.keys(known.regions))}`];
  }
  if (typeof region !== 'string' || regions.includes(region)) return [];
  const mark = file.endsWith('.py') ? '#' : '//';
  return [
    `${file} has no region "${region}".${nearest(region, regions)} ` +
      `A region is marked "${mark} #region ${region}" … "${mark} #endregion".`,
  ];
}
