import type { ParsedPost, VocabularyElement } from './parse-post.ts';
import type { Problem } from './problem.ts';

/**
 * What is quoted from a work without saying where it stands there; citations in a post without a
 * bibliography, to which they would lead; and a bibliography without citations, or a second one.
 */
export function citationProblems(post: ParsedPost): Problem[] {
  const named = (name: string) => post.elements.filter((element) => element.name === name);
  const [citations, bibliographies] = [named('Cite'), named('Bibliography')];
  const problem = ({ line, column }: VocabularyElement, message: string): Problem => ({
    file: post.file,
    line,
    column,
    message,
  });
  const unplaced = citations
    .filter(({ node, props }) => (node.children ?? []).length > 0 && props.at === undefined)
    .map((element) =>
      problem(
        element,
        `<Cite key="${element.props.key}"> quotes without a place. Say where it stands: at="Table 1".`,
      ),
    );
  const [first] = citations;
  const missing =
    first !== undefined && bibliographies.length === 0
      ? [problem(first, 'This post cites and has no <Bibliography />. Put one at its end.')]
      : [];
  const idle = bibliographies
    .slice(citations.length > 0 ? 1 : 0)
    .map((element) =>
      problem(
        element,
        citations.length > 0
          ? 'A post has one <Bibliography />. Remove this one.'
          : 'This <Bibliography /> lists what the post cites, and it cites nothing. Remove it.',
      ),
    );
  return [...unplaced, ...missing, ...idle];
}
