import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { codeHash } from '#incremental/code-hash.ts';
import { KeptFolder } from '#incremental/kept-folder.ts';
import { Threads } from '#incremental/threads.ts';
import { postProcessor } from './post-processor.ts';

type Processor = ReturnType<typeof postProcessor>;
type MakeRenderer = NonNullable<Processor['createMdxRenderer']>;
type Renderer = Awaited<ReturnType<MakeRenderer>>;
type Result = Awaited<ReturnType<Renderer['process']>>;

/** What every thread is told once; an address as text, since threads cannot hand on a URL. */
export interface CompileSetting {
  base: string;
  shared: Parameters<MakeRenderer>[0];
  mdx: Omit<Parameters<MakeRenderer>[1], 'srcDir'> & { srcDir?: string };
}

export interface CompileRequest {
  content: string;
  file: string;
  frontmatter: Parameters<Renderer['process']>[2];
}

/**
 * Compiles the posts of a build in several threads, and keeps what came out in `.cache/posts/` for
 * the next build.
 */
export function compilePosts(root: URL, base: string) {
  const folder = new KeptFolder(fileURLToPath(new URL('.cache/posts/', root)));
  const processor = postProcessor(base);
  const pools = new Map<string, Threads<CompileRequest, Result>>();
  return {
    processor: {
      ...processor,
      createMdxRenderer: async (shared, { srcDir, ...mdx }) => {
        const setting: CompileSetting = {
          base,
          shared,
          mdx: { ...mdx, ...(srcDir === undefined ? {} : { srcDir: srcDir.href }) },
        };
        const key = JSON.stringify(setting);
        const script = new URL('./compile-worker.ts', import.meta.url);
        const threads = pools.get(key) ?? new Threads<CompileRequest, Result>(script, setting);
        pools.set(key, threads);
        const code = codeHash(fileURLToPath(root));
        return {
          process: async (content, file, frontmatter) => {
            const request = { content, file, frontmatter };
            const name = folder.name(code, setting, request);
            const kept = folder.read<Result>(name);
            if (kept !== undefined) return kept;
            const result = await threads.run(request);
            folder.keep(name, result);
            return result;
          },
        };
      },
    } satisfies Processor,
    integration: {
      name: 'compile-posts',
      hooks: {
        'astro:build:done': () => {
          for (const threads of pools.values()) threads.close();
          pools.clear();
          folder.prune();
        },
      },
    } satisfies AstroIntegration,
  };
}
