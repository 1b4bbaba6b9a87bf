import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));

const config = `import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';

export default defineConfig({
  cacheDir: './.cache',
  devToolbar: { enabled: false },
  integrations: [mdx()],
  markdown: {
    shikiConfig: { themes: { light: 'github-light', dark: 'github-dark' } },
    processor: unified({ remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex] }),
  },
  vite: { build: { rolldownOptions: { checks: { moduleLevelDirective: false } } } },
});
`;

const collection = `import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';

export const collections = {
  posts: defineCollection({ loader: glob({ base: './src/content/posts', pattern: '*.mdx' }) }),
};
`;

const page = `---
import { getCollection, render } from 'astro:content';
import 'katex/dist/katex.min.css';

export async function getStaticPaths() {
  const posts = await getCollection('posts');
  return posts.map((post) => ({ params: { slug: post.id }, props: { post } }));
}
const { post } = Astro.props;
const { Content } = await render(post);
---

<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>{post.data.title}</title>
    <meta name="description" content={post.data.description} />
  </head>
  <body>
    <h1>{post.data.title}</h1>
    <Content />
  </body>
</html>
`;

/**
 * A folder with the least that plain Astro needs for posts with formulas and code: MDX, remark-math,
 * rehype-katex and Shiki as their manuals say, nothing of ours. Pictures lie in `public/`, where
 * Astro only copies them.
 */
export function makePlainSite(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'plain-')), 'site');
  const files: Record<string, string> = {
    'package.json': '{ "name": "plain", "type": "module", "private": true }\n',
    'astro.config.mjs': config,
    'src/content.config.ts': collection,
    'src/pages/posts/[slug].astro': page,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'src/content/posts'), { recursive: true });
  mkdirSync(join(folder, 'public'));
  symlinkSync(packages, join(folder, 'node_modules'));
  return folder;
}
