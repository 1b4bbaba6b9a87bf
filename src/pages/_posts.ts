import { type CollectionEntry, getCollection } from 'astro:content';
import { isLocale, type Locale, locales } from '#i18n/locales.ts';

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

/** The languages that a post exists in. */
export function translationsOf(slug: string, posts: readonly Post[]): Locale[] {
  return locales.filter((locale) =>
    posts.some((post) => post.slug === slug && post.locale === locale),
  );
}

/** The posts next to one in its own language, by date. */
export function neighboursOf(post: Post, posts: readonly Post[]): { newer?: Post; older?: Post } {
  const own = posts.filter(({ locale }) => locale === post.locale);
  const index = own.findIndex(({ slug }) => slug === post.slug);
  const [newer, older] = [own[index - 1], own[index + 1]];
  return { ...(newer && { newer }), ...(older && { older }) };
}

/** The parts of a post's series in its own language, in their order; none without a series. */
export function seriesOf(post: Post, posts: readonly Post[]): Post[] {
  const { series } = post.entry.data;
  if (series === undefined) return [];
  const part = ({ entry }: Post) => entry.data.series?.part ?? 0;
  return posts
    .filter(({ locale, entry }) => locale === post.locale && entry.data.series?.id === series.id)
    .sort((a, b) => part(a) - part(b));
}
