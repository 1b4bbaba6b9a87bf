import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLocale, locales } from '#i18n/locales.ts';
import { type ParsedPost, parsePost } from './parse-post.ts';
import type { Problem } from './problem.ts';

/** One post, page such as the glossary, or example of an element, in all of its languages. */
export interface PostFolder {
  slug: string;
  posts: ParsedPost[];
  /** Names of the pictures beside the texts, which these may show. */
  images?: readonly string[];
}

const collections = ['src/content/examples', 'src/content/pages', 'src/content/posts'];

/** The same, as it is written. */
export interface SourceFolder {
  slug: string;
  sources: readonly { file: string; text: string }[];
  images: readonly string[];
}

/** Every example, page and post below `root`, parsed, by slug; and files that are missing or misplaced. */
export function readPosts(root: string): { folders: PostFolder[]; problems: Problem[] } {
  const { folders, problems } = readSources(root);
  return { folders: folders.map(parseFolder), problems };
}

export function parseFolder({ slug, sources, images }: SourceFolder): PostFolder {
  return { slug, posts: sources.map(({ file, text }) => parsePost(text, file)), images };
}

/** As `readPosts`, without reading what the texts say. */
export function readSources(root: string): { folders: SourceFolder[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const report = (file: string, message: string) =>
    problems.push({ file, line: 1, column: 1, message });
  const folders = collections.flatMap((collection) => {
    const slugs = existsSync(join(root, collection)) ? readdirSync(join(root, collection)) : [];
    return slugs.sort().map((slug) => readFolder(root, `${collection}/${slug}`, slug, report));
  });
  return { folders, problems };
}

function readFolder(
  root: string,
  folder: string,
  slug: string,
  report: (file: string, message: string) => void,
): SourceFolder {
  const present = readdirSync(join(root, folder)).sort();
  const images = present.filter((name) => imageName.test(name));
  for (const name of present) {
    const [stem, extension] = name.split('.');
    if ((extension === 'mdx' && isLocale(stem)) || images.includes(name)) continue;
    report(
      `${folder}/${name}`,
      `This folder holds ${expectedNames()}, and pictures (png, jpg, webp, avif, svg) that they show.`,
    );
  }
  const sources = locales.flatMap((locale) => {
    const file = `${folder}/${locale}.mdx`;
    if (present.includes(`${locale}.mdx`)) {
      return [{ file, text: readFileSync(join(root, file), 'utf8') }];
    }
    // A post may wait for its translation; its readers are told. Pages come in every language.
    const mayWait = folder.startsWith('src/content/posts/') && present.some(isPost);
    if (!mayWait) {
      report(file, `"${slug}" has no ${locale}.mdx. Its folder holds ${expectedNames()}.`);
    }
    return [];
  });
  return { slug, sources, images };
}

const imageName = /^[a-z0-9][a-z0-9-]*\.(?:png|jpe?g|webp|avif|svg)$/;

function isPost(name: string): boolean {
  return locales.some((locale) => name === `${locale}.mdx`);
}

function expectedNames(): string {
  return locales.map((locale) => `${locale}.mdx`).join(' and ');
}
