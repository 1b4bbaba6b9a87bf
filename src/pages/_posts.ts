import { type CollectionEntry, getCollection } from 'astro:content';
import { isLocale, type Locale } from '#i18n/locales.ts';

export interface Post {
  slug: string;
  locale: Locale;
  entry: CollectionEntry<'posts'>;
}

/** Every post in every language, the newest first, then by slug. Drafts are shown by `npm run dev` only. */
export async function allPosts(): Promise<Post[]> {
  const entries = await getCollection('posts', ({ data }) => import.meta.env.DEV || !data.draft);
  return entries.map(toPost).sort(byNewest);
}

function toPost(entry: CollectionEntry<'posts'>): Post {
  const [slug = '', locale] = entry.id.split('/');
  if (!isLocale(locale))
    throw new Error(`${entry.id}.mdx: a post's file is named en.mdx or zh.mdx.`);
  return { slug, locale, entry };
}

function byNewest(a: Post, b: Post): number {
  const days = b.entry.data.written.getTime() - a.entry.data.written.getTime();
  if (days !== 0) return days;
  return a.entry.id < b.entry.id ? -1 : 1;
}
