import { workerData } from 'node:worker_threads';
import { answer } from '#incremental/threads.ts';
import type { CompileRequest, CompileSetting } from './compile-posts.ts';
import { postProcessor } from './post-processor.ts';

// One thread of those that compile posts.
const { base, shared, mdx } = workerData as CompileSetting;
const renderer = postProcessor(base).createMdxRenderer?.(shared, {
  ...mdx,
  ...(mdx.srcDir === undefined ? {} : { srcDir: new URL(mdx.srcDir) }),
} as Parameters<NonNullable<ReturnType<typeof postProcessor>['createMdxRenderer']>>[1]);

answer(async ({ content, file, frontmatter }: CompileRequest) =>
  (await renderer)?.process(content, file, frontmatter),
);
