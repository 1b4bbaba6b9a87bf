import type { VFile } from 'vfile';
import type { TreeNode } from './syntax-tree.ts';

/**
 * Fails the build on anything that an earlier plugin only noted, such as a formula that KaTeX
 * cannot read. Without it such a formula is published in red and the build succeeds.
 */
export function rehypeFailOnMessages() {
  return (_tree: TreeNode, file: VFile): void => {
    if (file.messages.length === 0) return;
    const path = file.path.replaceAll('\\', '/').replace(/^.*?(?=src\/content\/)/, '');
    const lines = file.messages.map(
      (message) =>
        `${path}:${message.line ?? 1}:${message.column ?? 1}: ${describe(message.reason, message.cause)}`,
    );
    throw new Error(lines.join('\n'));
  };
}

function describe(reason: string, cause: unknown): string {
  return cause instanceof Error ? `${reason}: ${cause.message}` : reason;
}
