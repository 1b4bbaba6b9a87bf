import { locales } from '#i18n/locales.ts';
import { nearest } from './nearest.ts';
import type { PostSummary, SummaryFolder } from './post-summary.ts';
import type { Problem } from './problem.ts';

/** Pages of the site, by their paths without language: `/posts/heads/`, and the anchors in them. */
export interface SitePages {
  /** Undefined where the anchors of a page are not known before it is rendered. */
  anchorsOf: ReadonlyMap<string, ReadonlySet<string> | undefined>;
  /** Posts that are not published yet. */
  drafts: ReadonlySet<string>;
}

/** The pages that posts may lead to. `routes` are those that no author writes, such as `/machines/`. */
export function sitePages(
  folders: readonly SummaryFolder[],
  routes: readonly string[],
  terms: readonly string[],
): SitePages {
  const anchorsOf = new Map<string, ReadonlySet<string> | undefined>(
    routes.map((route) => [route, undefined]),
  );
  const drafts = new Set<string>();
  for (const { slug, posts } of folders) {
    if (posts.some(({ file }) => file.startsWith('src/content/examples/'))) continue;
    const isPost = posts.some(({ file }) => file.startsWith('src/content/posts/'));
    const path = isPost ? `/posts/${slug}/` : `/${slug}/`;
    anchorsOf.set(path, new Set(posts.flatMap(({ anchors }) => anchors)));
    if (posts.every(({ isDraft }) => isDraft)) drafts.add(path);
  }
  const glossary = anchorsOf.get('/glossary/');
  if (glossary) anchorsOf.set('/glossary/', new Set([...glossary, ...terms]));
  return { anchorsOf, drafts };
}

/** Links that lead nowhere, or would not in another language or under another address. */
export function linkProblems(post: PostSummary, pages: SitePages): Problem[] {
  return post.links.flatMap(({ url, line, column }) => {
    const message = messageOf(url, post, pages);
    return message === undefined ? [] : [{ file: post.file, line, column, message }];
  });
}

function messageOf(url: string, post: PostSummary, pages: SitePages): string | undefined {
  if (url === '') return 'This link leads nowhere. Write an address between the brackets.';
  if (/^(?:https:|mailto:)/.test(url)) return undefined;
  if (/^http:/.test(url)) return `"${url}" is not encrypted. Write https:, or cite the work.`;
  if (/^[a-z]+:/i.test(url)) return `"${url}" is no address of a page. Write one with https:.`;
  if (url.startsWith('#')) return unknownAnchor(url.slice(1), post.anchors, 'this post');
  const [, first = ''] = url.split('/');
  if (locales.some((locale) => locale === first)) {
    return `"${url}" names a language; a link keeps its reader's. Write "${url.slice(first.length + 1)}".`;
  }
  if (!url.startsWith('/')) {
    return `"${url}" is no address. A page of this site begins with "/", another one with "https://".`;
  }
  const [path = '', anchor] = url.split('#');
  const slashed = path.endsWith('/') ? path : `${path}/`;
  if (slashed !== '/' && !pages.anchorsOf.has(slashed)) {
    return `There is no page "${path}".${nearest(slashed, [...pages.anchorsOf.keys()])}`;
  }
  if (slashed !== path)
    return `"${url}" lacks the slash at the end of its path. Write "${slashed}".`;
  if (!post.isDraft && pages.drafts.has(path))
    return `"${path}" is a draft: nobody can read it yet.`;
  const anchors = pages.anchorsOf.get(path);
  return anchor === undefined || anchors === undefined
    ? undefined
    : unknownAnchor(anchor, [...anchors], path);
}

function unknownAnchor(id: string, known: readonly string[], where: string): string | undefined {
  if (known.includes(id)) return undefined;
  return `There is no section "${id}" in ${where}.${nearest(id, known)}`;
}
