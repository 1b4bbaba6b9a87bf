import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locale, locales } from '#i18n/locales.ts';
import { fillTemplate, refuseExisting, refuseName } from './new-file.ts';

/**
 * Makes the draft of a post, `src/content/posts/<slug>/<locale>.mdx`, in the languages given: whole
 * files that build and pass every check, or none. Returns their paths from `root`; throws a
 * ScaffoldError.
 */
export function newPost(
  root: string,
  slug: string,
  today: Date,
  languages: readonly Locale[] = locales,
): string[] {
  refuseName(slug, 'post');
  const folder = `src/content/posts/${slug}`;
  refuseExisting(root, folder);
  const words = { SLUG: slug, WRITTEN: today.toISOString().slice(0, 10) };
  const draft = join(root, 'src/content', `.${slug}.${process.pid}.tmp`);
  try {
    mkdirSync(draft);
    for (const locale of languages) {
      writeFileSync(join(draft, `${locale}.mdx`), fillTemplate(`${locale}.mdx`, words));
    }
    mkdirSync(join(root, 'src/content/posts'), { recursive: true });
    renameSync(draft, join(root, folder));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return languages.map((locale) => `${folder}/${locale}.mdx`);
}
