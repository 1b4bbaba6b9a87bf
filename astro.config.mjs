import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig, passthroughImageService } from 'astro/config';
import { codeLanguages, codeTheme } from './src/components/post/code-theme.ts';
import { languageTags } from './src/i18n/locales.ts';
import { compilePosts } from './src/markdown/compile-posts.ts';
import { failOnRenderErrors } from './src/markdown/fail-on-render-errors.ts';
import { finishPages } from './src/markdown/finish-pages.ts';
import { hostFiles } from './src/markdown/host-files.ts';
import { notePackages, writeLicences } from './src/markdown/licences.ts';
import { isListed } from './src/markdown/listed-pages.ts';
import { onlyWoff2 } from './src/markdown/only-woff2.ts';
import { writeFeeds } from './src/markdown/write-feeds.ts';

// Astro lets environment variables of these names shadow its own import.meta.env.
for (const name of ['ASSETS_PREFIX', 'BASE_URL', 'DEV', 'MODE', 'PROD', 'SITE', 'SSR']) {
  delete process.env[name];
}
const { SITE_URL, BASE_PATH = '/', OUT_DIR = './dist' } = process.env;

const posts = compilePosts(new URL('.', import.meta.url), BASE_PATH);

export default defineConfig({
  ...(SITE_URL ? { site: SITE_URL } : {}),
  base: BASE_PATH,
  outDir: OUT_DIR,
  cacheDir: './.cache/astro',
  output: 'static',
  trailingSlash: 'always',
  build: { inlineStylesheets: 'never' },
  // Pages that say by a cacheKey what they follow from are rendered only when it is another.
  experimental: { incrementalBuild: true },
  // Pictures are published as their authors made them: the same bytes whatever builds the site.
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  integrations: [
    mdx({ optimize: true }),
    // Search engines and feed readers need absolute addresses.
    ...(SITE_URL
      ? [sitemap({ filter: isListed, i18n: { defaultLocale: 'en', locales: languageTags } })]
      : []),
    posts.integration,
    failOnRenderErrors(),
    writeFeeds(),
    finishPages(),
    hostFiles(),
    writeLicences(),
  ],
  markdown: {
    shikiConfig: { theme: codeTheme, langs: codeLanguages },
    processor: posts.processor,
  },
  vite: {
    // Packages may lie where nobody may write.
    cacheDir: './.cache/vite',
    build: {
      assetsInlineLimit: 0,
      // One sheet for every page: fewer requests before the first paint, and cached from then on.
      cssCodeSplit: false,
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
    plugins: [onlyWoff2(), notePackages()],
    // The worker that measures in a reader's browser loads what it needs piece by piece.
    worker: { format: 'es', plugins: () => [notePackages()] },
  },
});
