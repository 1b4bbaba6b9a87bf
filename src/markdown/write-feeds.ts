import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRssString } from '@astrojs/rss';
import type { AstroIntegration } from 'astro';
import { languageTags, locales } from '#i18n/locales.ts';
import { site } from '../../site.config.ts';
import { feedItem } from './feed-content.ts';

/**
 * After the build, writes `/<locale>/rss.xml` from the built articles, whole, the newest first. A feed
 * needs absolute addresses: where SITE_URL does not say where the site will stand, none is written.
 */
export function writeFeeds(): AstroIntegration {
  let home: string | undefined;
  return {
    name: 'write-feeds',
    hooks: {
      'astro:config:done': ({ config }) => {
        home = config.site && new URL(config.base, config.site).href;
      },
      'astro:build:done': async ({ dir }) => {
        if (home === undefined) return;
        for (const locale of locales) {
          const folder = join(fileURLToPath(dir), locale);
          const feed = await getRssString({
            title: site.name,
            description: site.tagline[locale],
            site: new URL(`${locale}/`, `${home.replace(/\/$/, '')}/`).href,
            items: articlesIn(join(folder, 'posts')),
            customData: `<language>${languageTags[locale]}</language>`,
          });
          writeFileSync(join(folder, 'rss.xml'), feed);
        }
      },
    },
  };
}

function articlesIn(posts: string) {
  if (!existsSync(posts)) return [];
  return readdirSync(posts)
    .flatMap((slug) => feedItem(readFileSync(join(posts, slug, 'index.html'), 'utf8')) ?? [])
    .sort((a, b) => b.pubDate.getTime() - a.pubDate.getTime() || (a.link < b.link ? -1 : 1));
}
