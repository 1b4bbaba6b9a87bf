import type { ParsedPost } from './parse-post.ts';
import { startOf } from './parse-post.ts';
import type { PostNode } from './post-tree.ts';
import type { Problem } from './problem.ts';

/** The languages of one post say the same: each figure, quantity, claim and section in all of them. */
export function parityProblems(posts: readonly ParsedPost[]): Problem[] {
  return posts.flatMap((post) =>
    posts
      .filter((other) => other !== post)
      .flatMap((other) => [...missingElements(post, other), ...missingSections(post, other)]),
  );
}

/** What `other` holds and `post` lacks, reported at the place where it stands in the other. */
function missingElements(post: ParsedPost, other: ParsedPost): Problem[] {
  const own = new Set(post.elements.map(identityOf));
  const seen = new Set<string>();
  return other.elements.flatMap((element) => {
    const identity = identityOf(element);
    if (identity === undefined || own.has(identity) || seen.has(identity)) return [];
    seen.add(identity);
    return [
      {
        file: other.file,
        line: element.line,
        column: element.column,
        message: `${identity} is missing from ${post.file}. Both languages show the same.`,
      },
    ];
  });
}

function identityOf({ name, props }: ParsedPost['elements'][number]): string | undefined {
  if (name === 'Figure' || name === 'Quantity') return `<${name} id="${props.id}" />`;
  if (name === 'Source') return `<Source file="${props.file}" region="${props.region}" />`;
  if (name === 'Claim') return `<Claim quantity="${props.quantity}">`;
  return undefined;
}

/** Sections are compared by level, in order; the first that differs is reported. */
function missingSections(post: ParsedPost, other: ParsedPost): Problem[] {
  const [own, others] = [post, other].map(({ tree }) => headings(tree)) as [Heading[], Heading[]];
  const index = others.findIndex((heading, place) => own[place]?.depth !== heading.depth);
  const heading = others[index];
  if (heading === undefined) return [];
  const { line, column } = startOf(heading);
  const message =
    `Section ${index + 1} (level ${heading.depth}) has no counterpart in ${post.file}, which has ` +
    `${own.length} sections to the ${others.length} here.`;
  return [{ file: other.file, line, column, message }];
}

type Heading = PostNode & { depth: number };

function headings(tree: PostNode): Heading[] {
  return (tree.children ?? []).filter((node): node is Heading => node.type === 'heading');
}
