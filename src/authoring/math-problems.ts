import katex from 'katex';
import type { ParsedPost } from './parse-post.ts';
import { startOf } from './parse-post.ts';
import { type PostNode, walk } from './post-tree.ts';
import type { Problem } from './problem.ts';

/** Formulas that KaTeX cannot set, each where it breaks inside the formula. */
export function mathProblems(post: ParsedPost): Problem[] {
  const problems: Problem[] = [];
  for (const node of walk(post.tree)) {
    if (node.type !== 'math' && node.type !== 'inlineMath') continue;
    const formula = node.value ?? '';
    try {
      // What can go wrong does so in reading; of the two forms MathML is the quicker to write.
      katex.renderToString(formula, {
        displayMode: node.type === 'math',
        strict: 'error',
        output: 'mathml',
      });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { position = 0, rawMessage } = error as { position?: number; rawMessage?: string };
      const reason = (rawMessage ?? error.message).replace(/^KaTeX parse error: /, '');
      problems.push({
        file: post.file,
        ...placeIn(post, node, formula, position),
        message: `KaTeX cannot set this formula: ${reason.replace(/\.?$/, '.')}`,
      });
    }
  }
  return problems;
}

/** The place of an offset inside a formula, as line and column of its file. */
function placeIn(post: ParsedPost, node: PostNode, formula: string, position: number) {
  const start = startOf(node);
  const source = post.text.slice(start.offset, node.position?.end.offset);
  const opening = node.type === 'math' ? source.indexOf('\n') + 1 : /^\$+/.exec(source)?.[0].length;
  const found = source.indexOf(formula, opening);
  const before = source.slice(0, found < 0 ? 0 : found + position).split('\n');
  const last = before.at(-1)?.length ?? 0;
  return {
    line: start.line + before.length - 1,
    column: before.length === 1 ? start.column + last : last + 1,
  };
}
