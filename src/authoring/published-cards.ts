import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFrontmatter } from '@astrojs/markdown-remark';
import { type SocialCard, socialCard } from '#figures/social-card.ts';
import { isLocale } from '#i18n/locales.ts';
import { site } from '../../site.config.ts';
import { loadFamilies, readCatalogue } from './read-catalogue.ts';
import { readPosts } from './read-posts.ts';

/** The card of each post of a checkout that is no draft and shows a figure. */
export async function publishedCards(root: string): Promise<SocialCard[]> {
  const { primaryMachines, name: siteName } = site;
  const families = await loadFamilies(root);
  const catalogue = readCatalogue(root, families, { primaryMachines, showLocal: false });
  const tokensCss = readFileSync(join(root, 'src/styles/tokens.css'), 'utf8');
  return readPosts(root).folders.flatMap(({ slug, posts }) =>
    posts.flatMap(({ file, text }) => {
      const locale = file.match(/posts\/[^/]+\/(\w+)\.mdx$/)?.[1];
      if (!isLocale(locale)) return [];
      const { frontmatter, content } = parseFrontmatter(text);
      const { title, draft } = frontmatter as { title: string; draft?: boolean };
      if (draft) return [];
      return (
        socialCard({ slug, locale, title, siteName, mdx: content }, catalogue, tokensCss) ?? []
      );
    }),
  );
}
