import type { Locale } from '#i18n/locales.ts';

// Read as text, not through astro:content: a layout that imports that makes Astro render elements of
// posts a second time, outside the place where their errors are caught.
const texts = import.meta.glob<string>('/src/content/pages/*/*.mdx', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The pages of their own address that an author has written, such as the glossary, by name. */
export function writtenPages(locale: Locale): { name: string; title: string }[] {
  return Object.entries(texts)
    .filter(([path]) => path.endsWith(`/${locale}.mdx`))
    .map(([path, text]) => ({
      name: path.split('/').at(-2) ?? '',
      title: /^title: *(.+)$/m.exec(text)?.[1] ?? '',
    }));
}
