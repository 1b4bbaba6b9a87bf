import { nearest } from './nearest.ts';
import type { ParsedPost } from './parse-post.ts';
import type { Problem } from './problem.ts';

/** Equations that hold no formula or share an id, and references to an equation that is not there. */
export function equationProblems(post: ParsedPost): Problem[] {
  const known: string[] = [];
  const report: Problem[] = [];
  const equations = post.elements.filter(({ name }) => name === 'Equation');
  for (const { props, node, line, column } of equations) {
    const id = String(props.id);
    const place = { file: post.file, line, column };
    if (known.includes(id)) {
      report.push({
        ...place,
        message: `Another equation is called "${id}" already. Give this one another id.`,
      });
    }
    known.push(id);
    const content = node.children ?? [];
    if (content.length !== 1 || content[0]?.type !== 'math') {
      const message =
        `<Equation id="${id}"> holds one formula and nothing else: a line of $$, the formula, ` +
        'a line of $$, with a blank line before and after.';
      report.push({ ...place, message });
    }
  }
  for (const { name, props, line, column } of post.elements) {
    if (name !== 'Eq' || typeof props.to !== 'string' || known.includes(props.to)) continue;
    const message = `There is no equation "${props.to}" in this post.${nearest(props.to, known)}`;
    report.push({ file: post.file, line, column, message });
  }
  return report;
}
