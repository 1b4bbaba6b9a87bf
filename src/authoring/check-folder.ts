import { citationProblems } from './citation-problems.ts';
import { equationProblems } from './equation-problems.ts';
import { footnoteProblems } from './footnote-problems.ts';
import { frontMatterProblems } from './front-matter.ts';
import { imageProblems } from './image-problems.ts';
import { markupProblems } from './markup-problems.ts';
import { mathProblems } from './math-problems.ts';
import { parityProblems } from './parity-problems.ts';
import type { Problem } from './problem.ts';
import type { PostFolder } from './read-posts.ts';
import { sectionProblems } from './section-problems.ts';
import { typedNumberProblems } from './typed-numbers.ts';
import { typographyProblems } from './typography-problems.ts';
import { type KnownNames, vocabularyProblems } from './vocabulary-problems.ts';

/** Everything in a folder that would break a page or slip through, but for where its links lead. */
export function checkFolder({ posts, images = [] }: PostFolder, known: KnownNames): Problem[] {
  return [
    ...posts.flatMap((post) => [
      ...post.problems,
      ...frontMatterProblems(post),
      ...vocabularyProblems(post, known),
      ...sectionProblems(post),
      ...equationProblems(post),
      ...citationProblems(post),
      ...mathProblems(post),
      ...typedNumberProblems(post),
      ...typographyProblems(post),
      ...footnoteProblems(post),
      ...markupProblems(post),
    ]),
    ...imageProblems({ posts, images }),
    ...parityProblems(posts.filter(isReadable)),
  ];
}

/** A post with a syntax error has no tree to compare. */
function isReadable({ tree, text }: PostFolder['posts'][number]): boolean {
  return (tree.children ?? []).length > 0 || text.trim() === '';
}
