import type { ParsedPost } from './parse-post.ts';
import { startOf } from './parse-post.ts';
import { type PostNode, walk } from './post-tree.ts';

/** A stretch of prose as it is written in its file, and where it begins there. */
export interface Prose {
  source: string;
  offset: number;
}

/** Attributes in which an author writes prose, by element. */
const proseAttributes: Readonly<Record<string, readonly string[]>> = {
  Aside: ['title'],
  Bet: ['question'],
  Claim: ['otherwise'],
};

/**
 * All prose of a post: text outside code and formulas, alternative texts, the attributes that are
 * read as text, and the values of the front matter's `title` and `description`.
 */
export function* proseOf(post: ParsedPost, skip?: (node: PostNode) => boolean): Generator<Prose> {
  for (const node of walk(post.tree, skip)) {
    const { offset } = startOf(node);
    const end = node.position?.end.offset ?? offset;
    if (node.type === 'text') yield { source: post.text.slice(offset, end), offset };
    if (node.type === 'yaml') yield* frontMatterProse(post.text.slice(offset, end), offset);
    if (node.type === 'image') yield* valueIn(post.text, node.alt ?? '', offset);
    for (const { name = '', value, position } of node.attributes ?? []) {
      if (typeof value !== 'string' || !proseAttributes[node.name ?? '']?.includes(name)) continue;
      yield* valueIn(post.text, value, position?.start.offset ?? offset);
    }
  }
}

function* frontMatterProse(yaml: string, offset: number): Generator<Prose> {
  for (const { 1: key = '', 2: source = '', index } of yaml.matchAll(
    /^((?:title|description): *)(.*)$/gm,
  )) {
    yield { source, offset: offset + index + key.length };
  }
}

function* valueIn(text: string, value: string, from: number): Generator<Prose> {
  const offset = text.indexOf(value, from);
  if (value !== '' && offset >= 0) yield { source: value, offset };
}
