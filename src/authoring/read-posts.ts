import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLocale, locales } from '#i18n/locales.ts';
import { type ParsedPost, parsePost } from './parse-post.ts';
import type { Problem } from './problem.ts';

/** One post in all of its languages. */
export interface PostFolder {
  slug: string;
  posts: ParsedPost[];
}

const folder = 'src/content/posts';

/** Every post below `root`, parsed, in order of slug; and files that are missing or misplaced. */
export function readPosts(root: string): { folders: PostFolder[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const report = (file: string, message: string) =>
    problems.push({ file, line: 1, column: 1, message });
  const slugs = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
  const folders = slugs.map((slug) => {
    const present = readdirSync(join(root, folder, slug));
    for (const name of present.sort()) {
      const [stem, extension] = name.split('.');
      if (extension === 'mdx' && isLocale(stem)) continue;
      report(`${folder}/${slug}/${name}`, `A post's folder holds ${expectedNames()} alone.`);
    }
    const posts = locales.flatMap((locale) => {
      const file = `${folder}/${slug}/${locale}.mdx`;
      if (present.includes(`${locale}.mdx`)) {
        return [parsePost(readFileSync(join(root, file), 'utf8'), file)];
      }
      report(file, `The post "${slug}" has no ${locale}.mdx. A post has ${expectedNames()}.`);
      return [];
    });
    return { slug, posts };
  });
  return { folders, problems };
}

function expectedNames(): string {
  return locales.map((locale) => `${locale}.mdx`).join(' and ');
}
