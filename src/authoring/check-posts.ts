import { citationProblems } from './citation-problems.ts';
import { equationProblems } from './equation-problems.ts';
import { footnoteProblems } from './footnote-problems.ts';
import { frontMatterProblems } from './front-matter.ts';
import { imageProblems } from './image-problems.ts';
import { linkProblems, sitePages } from './link-problems.ts';
import { markupProblems } from './markup-problems.ts';
import { mathProblems } from './math-problems.ts';
import { parityProblems } from './parity-problems.ts';
import type { Problem } from './problem.ts';
import type { PostFolder } from './read-posts.ts';
import { sectionProblems } from './section-problems.ts';
import { typedNumberProblems } from './typed-numbers.ts';
import { typographyProblems } from './typography-problems.ts';
import { type KnownNames, vocabularyProblems } from './vocabulary-problems.ts';

/** The pre-pass over the posts: everything that would break a page or slip through, all at once. */
export function checkPosts(folders: readonly PostFolder[], known: KnownNames): Problem[] {
  const pages = sitePages(folders, known.routes, known.terms);
  return folders.flatMap(({ posts, images = [] }) => [
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
      ...linkProblems(post, pages),
      ...markupProblems(post),
    ]),
    ...imageProblems({ posts, images }),
    ...parityProblems(posts.filter(isReadable)),
  ]);
}

/** A post with a syntax error has no tree to compare. */
function isReadable({ tree, text }: PostFolder['posts'][number]): boolean {
  return (tree.children ?? []).length > 0 || text.trim() === '';
}
