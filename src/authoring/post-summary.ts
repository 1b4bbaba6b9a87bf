import { isDraft } from './front-matter.ts';
import { type ParsedPost, startOf, type UsedElement } from './parse-post.ts';
import { type PostNode, walk } from './post-tree.ts';
import { sectionsOf } from './section-id.ts';

/** An address that a post leads to, and where. */
export interface PlacedLink {
  url: string;
  line: number;
  column: number;
}

/** What checks across posts need of one: little enough to hold of a thousand, and to keep. */
export interface PostSummary {
  file: string;
  isDraft: boolean;
  /** The ids by which links lead into it: its sections and its equations. */
  anchors: readonly string[];
  links: readonly PlacedLink[];
  elements: readonly UsedElement[];
}

/** A folder of posts in its languages, as far as their elements go. */
export interface ElementFolder {
  slug: string;
  posts: readonly Pick<PostSummary, 'file' | 'elements'>[];
}

export interface SummaryFolder extends ElementFolder {
  posts: readonly PostSummary[];
}

export function summarise(post: ParsedPost): PostSummary {
  const equations = post.elements.filter(({ name }) => name === 'Equation');
  return {
    file: post.file,
    isDraft: isDraft(post),
    anchors: [
      ...sectionsOf(post.tree).flatMap(({ id }) => id ?? []),
      ...equations.map(({ props }) => `equation-${String(props.id)}`),
    ],
    links: [...walk(post.tree)].filter(isLink).map((node) => {
      const { line, column } = startOf(node);
      return { url: node.url ?? '', line, column };
    }),
    elements: post.elements.map(({ node: _, ...element }) => element),
  };
}

function isLink({ type }: PostNode): boolean {
  return type === 'link' || type === 'definition';
}
