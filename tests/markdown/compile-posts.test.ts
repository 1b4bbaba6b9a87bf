import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { compilePosts } from '#markdown/compile-posts.ts';
import { postProcessor } from '#markdown/post-processor.ts';
import { makeCodeRoot } from '../support/code-root.ts';

const shared = { syntaxHighlight: false } as const;
const mdx = { optimize: true };
const text = 'A formula, $a^2$, and [a link](/glossary/).\n\n## Part {/* #part */}\n';

/** A folder with what decides how a post is compiled. */
let root = '';
beforeEach(() => {
  root = makeCodeRoot();
});

const compilers = () => compilePosts(pathToFileURL(`${root}/`), '/blog/');
const kept = () => readdirSync(join(root, '.cache/posts'));

describe('a compiled post', () => {
  it('is what the processor alone makes of it, whichever thread it comes from', async () => {
    const { processor, integration } = compilers();
    const renderer = await processor.createMdxRenderer(shared, mdx);
    const alone = await postProcessor('/blog/').createMdxRenderer?.(shared, mdx);
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `/posts/${name}/en.mdx`);
    const results = await Promise.all(names.map((name) => renderer.process(text, name, {})));
    expect(results).toEqual(await Promise.all(names.map((name) => alone?.process(text, name, {}))));
    expect(results[0]?.code).toContain('/blog/en/glossary/');
    expect(kept()).toHaveLength(names.length);
    integration.hooks['astro:build:done']();
  });

  it('is kept for the next build, which forgets what it does not need', async () => {
    const first = compilers();
    const renderer = await first.processor.createMdxRenderer(shared, mdx);
    await renderer.process(text, '/posts/a/en.mdx', {});
    const [name = ''] = kept();
    writeFileSync(join(root, '.cache/posts', name), '{"code":"kept"}');
    expect(await renderer.process(text, '/posts/a/en.mdx', {})).toEqual({ code: 'kept' });
    first.integration.hooks['astro:build:done']();

    const second = compilers();
    const next = await second.processor.createMdxRenderer(shared, mdx);
    await next.process(`${text}More.`, '/posts/a/en.mdx', {});
    second.integration.hooks['astro:build:done']();
    expect(kept()).toHaveLength(1);
    expect(kept()).not.toContain(name);
  });

  it('is compiled again where what was kept is cut off', async () => {
    const { processor, integration } = compilers();
    const renderer = await processor.createMdxRenderer(shared, mdx);
    const whole = await renderer.process(text, '/posts/a/en.mdx', {});
    writeFileSync(join(root, '.cache/posts', kept()[0] ?? ''), '{"code":"cut');
    expect(await renderer.process(text, '/posts/a/en.mdx', {})).toEqual(whole);
    integration.hooks['astro:build:done']();
  });

  it('that cannot be compiled says where', async () => {
    const { processor, integration } = compilers();
    const renderer = await processor.createMdxRenderer(shared, mdx);
    const compiling = renderer.process('One.\n\n<Figure\n', '/posts/a/en.mdx', {});
    await expect(compiling).rejects.toMatchObject({ line: 4, column: 1 });
    integration.hooks['astro:build:done']();
  });
});
