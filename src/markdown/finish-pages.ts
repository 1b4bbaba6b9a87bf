import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { indexForSearch } from './search-index.ts';
import { takeStyles, writeStyles } from './strict-styles.ts';

/**
 * After the build, indexes the pages for search and moves every `style` attribute into one linked
 * sheet, so that the site stands under a content security policy without 'unsafe-inline'. Both read the
 * pages at the same time; they are changed once both have.
 */
export function finishPages(): AstroIntegration {
  let assets = '/_astro/';
  return {
    name: 'finish-pages',
    hooks: {
      'astro:config:done': ({ config }) => {
        assets = `${config.base.replace(/\/$/, '')}/${config.build.assets}/`;
      },
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir);
        const [styles] = await Promise.all([takeStyles(folder), indexForSearch(folder)]);
        writeStyles(folder, assets, styles);
      },
    },
  };
}
