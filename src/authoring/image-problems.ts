import { type ParsedPost, startOf } from './parse-post.ts';
import { isElement, type PostNode, walk } from './post-tree.ts';
import type { Problem } from './problem.ts';

/** Images that say nothing to readers who do not see them. */
export function imageProblems(post: ParsedPost): Problem[] {
  return [...walk(post.tree)].filter(isSilent).map((node) => {
    const { line, column } = startOf(node);
    const message =
      'This image has no alternative text. Say in a sentence what it shows: ' +
      `![A cat on a mat.](${node.url ?? '…'})`;
    return { file: post.file, line, column, message };
  });
}

function isSilent(node: PostNode): boolean {
  if (node.type === 'image' || node.type === 'imageReference')
    return (node.alt ?? '').trim() === '';
  if (!isElement(node) || node.name !== 'img') return false;
  const alt = node.attributes?.find(({ name }) => name === 'alt')?.value;
  return typeof alt !== 'string' || alt.trim() === '';
}
