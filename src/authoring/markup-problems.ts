import { type ParsedPost, startOf } from './parse-post.ts';
import { isElement, type PostNode, walk } from './post-tree.ts';
import type { Problem } from './problem.ts';

const forbidden = new Set(['script', 'style', 'iframe', 'object', 'embed', 'form', 'link', 'meta']);

/**
 * What MDX takes and a page does not show, or the content policy blocks: expressions in braces
 * (empty where their name is unknown), scripts, styles and handlers.
 */
export function markupProblems(post: ParsedPost): Problem[] {
  return [...walk(post.tree)].flatMap((node) =>
    messagesOf(node).map((message) => {
      const { line, column } = startOf(node);
      return { file: post.file, line, column, message };
    }),
  );
}

function messagesOf(node: PostNode): string[] {
  if (node.type === 'mdxTextExpression' || node.type === 'mdxFlowExpression') {
    const value = node.value?.trim() ?? '';
    if (/^\/\*[\s\S]*\*\/$/.test(value)) return [];
    return [
      `{${value}} is an expression: a post has none. Put braces that are meant as such into code, ` +
        '`{x}`, or write \\{.',
    ];
  }
  if (!isElement(node)) return [];
  const name = node.name ?? '';
  if (forbidden.has(name)) {
    return [`<${name}> cannot stand in a post: the content security policy blocks it. Remove it.`];
  }
  if (/^[A-Z]/.test(name)) return [];
  return (node.attributes ?? []).flatMap(({ name: attribute = '' }) =>
    attribute === 'style' || /^on[a-z]/i.test(attribute)
      ? [
          `<${name}> has "${attribute}", which the content security policy blocks. Remove it; ` +
            'styles are in src/styles/.',
        ]
      : [],
  );
}
