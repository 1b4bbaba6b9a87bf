import { nearest } from './nearest.ts';
import { type ParsedPost, startOf } from './parse-post.ts';
import { placeAt } from './place-at.ts';
import { walk } from './post-tree.ts';
import type { Problem } from './problem.ts';
import { proseOf } from './prose.ts';

/** Footnotes that are referred to and not written, or written and not referred to, or written twice. */
export function footnoteProblems(post: ParsedPost): Problem[] {
  const { file } = post;
  const nodes = [...walk(post.tree)];
  const definitions = nodes.filter(({ type }) => type === 'footnoteDefinition');
  const written = definitions.map(({ identifier = '' }) => identifier);
  const used = nodes.flatMap(({ type, identifier }) =>
    type === 'footnoteReference' ? (identifier ?? []) : [],
  );
  // A reference without its footnote is read as plain text.
  const dangling = [...proseOf(post)].flatMap(({ source, offset }) =>
    [...source.matchAll(/\[\^([^\]\s]+)\](?!:)/g)].map(({ 1: name = '', index }) => ({
      file,
      ...placeAt(post.text, offset + index),
      message:
        `There is no footnote "${name}".${nearest(name, written)} ` +
        `Write it on a line of its own: [^${name}]: What it says.`,
    })),
  );
  const idle = definitions.flatMap((node, index) => {
    const { line, column } = startOf(node);
    const name = node.identifier ?? '';
    if (written.indexOf(name) < index) {
      const message = `Another footnote is called "${name}" already. Give this one another name.`;
      return [{ file, line, column, message }];
    }
    if (used.includes(name)) return [];
    const message = `Nothing refers to the footnote "${name}". Refer to it, [^${name}], or remove it.`;
    return [{ file, line, column, message }];
  });
  return [...dangling, ...idle];
}
