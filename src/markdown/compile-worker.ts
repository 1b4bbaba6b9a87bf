import { parentPort, workerData } from 'node:worker_threads';
import type { CompileRequest, CompileSetting } from './compile-posts.ts';
import { postProcessor } from './post-processor.ts';

// One thread of those that compile posts: a request in, what came of it out.
const { base, shared, mdx } = workerData as CompileSetting;
const renderer = postProcessor(base).createMdxRenderer?.(shared, {
  ...mdx,
  ...(mdx.srcDir === undefined ? {} : { srcDir: new URL(mdx.srcDir) }),
} as Parameters<NonNullable<ReturnType<typeof postProcessor>['createMdxRenderer']>>[1]);

parentPort?.on('message', async ({ content, file, frontmatter }: CompileRequest) => {
  try {
    const result = await (await renderer)?.process(content, file, frontmatter);
    parentPort?.postMessage({ result });
  } catch (error) {
    // Messages between threads keep of an error its text alone; where it stands would be lost.
    const { message, line, column } = error as Error & { line?: number; column?: number };
    parentPort?.postMessage({ failure: { message, line, column } });
  }
});
