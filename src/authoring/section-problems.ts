import type { ParsedPost } from './parse-post.ts';
import { startOf } from './parse-post.ts';
import type { Problem } from './problem.ts';
import { headingText, sectionsOf } from './section-id.ts';

/**
 * Headings without an id, ids that stand twice, and levels that skip one. The id is the section's address in every
 * language, so that a link survives a change of words and a change of language.
 */
export function sectionProblems(post: ParsedPost): Problem[] {
  // The frame of every page calls its main part so.
  const seen = new Set(['content']);
  // The title of the page is its only heading of the first level; an example is part of a section.
  let above = post.file.startsWith('src/content/examples/') ? 2 : 1;
  return sectionsOf(post.tree).flatMap(({ node, id }) => {
    const place = { file: post.file, ...placeOf(node) };
    const allowed = above + 1;
    above = node.depth;
    if (node.depth === 1 || node.depth > allowed) {
      const [received, expected] = [node.depth, node.depth === 1 ? 2 : allowed].map((depth) =>
        '#'.repeat(depth),
      );
      const reason = node.depth === 1 ? 'The title is the only "#"' : 'Levels follow each other';
      return [{ ...place, message: `${reason}: received "${received}", expected "${expected}".` }];
    }
    if (id === undefined) {
      const mark = '#'.repeat(node.depth);
      return [
        {
          ...place,
          message:
            `This heading has no id. Give it one, the same in every language: ` +
            `${mark} ${headingText(node)} {/* #short-name */}`,
        },
      ];
    }
    if (seen.has(id)) {
      const message = `The id "${id}" is taken, by another section or by the page itself. Choose another.`;
      return [{ ...place, message }];
    }
    seen.add(id);
    return [];
  });
}

function placeOf(node: Parameters<typeof startOf>[0]) {
  const { line, column } = startOf(node);
  return { line, column };
}
