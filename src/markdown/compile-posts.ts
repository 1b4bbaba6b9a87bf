import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { AstroIntegration } from 'astro';
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

interface Reply {
  result?: Result;
  failure?: { message: string; line?: number; column?: number };
}

/**
 * Compiles the posts of a build in several threads, and keeps what came out in `.cache/posts/` for
 * the next build: under a name that changes with the post, and with all code and packages that could
 * have a part in it.
 */
export function compilePosts(root: URL, base: string) {
  const folder = fileURLToPath(new URL('.cache/posts/', root));
  const processor = postProcessor(base);
  const threads = new Threads();
  const used = new Set<string>();
  return {
    processor: {
      ...processor,
      createMdxRenderer: async (shared, { srcDir, ...mdx }) => {
        mkdirSync(folder, { recursive: true });
        const setting: CompileSetting = {
          base,
          shared,
          mdx: { ...mdx, ...(srcDir === undefined ? {} : { srcDir: srcDir.href }) },
        };
        const compiler = createHash('sha256')
          .update(codeHash(fileURLToPath(root)))
          .update(JSON.stringify(setting))
          .digest('hex');
        return {
          process: async (content, file, frontmatter) => {
            const request = { content, file, frontmatter };
            const name = `${createHash('sha256')
              .update(JSON.stringify([compiler, request]))
              .digest('hex')}.json`;
            used.add(name);
            const kept = readKept(join(folder, name));
            if (kept !== undefined) return kept;
            const result = await threads.compile(setting, request);
            keep(folder, name, result);
            return result;
          },
        };
      },
    } satisfies Processor,
    integration: {
      name: 'compile-posts',
      hooks: {
        'astro:build:done': () => {
          threads.close();
          for (const name of readdirSync(folder)) {
            if (!used.has(name)) rmSync(join(folder, name), { force: true });
          }
        },
      },
    } satisfies AstroIntegration,
  };
}

/** Each takes a second to start and 150 MB: beyond eight, what feeds them is the limit. */
const mostThreads = Math.min(8, availableParallelism());

/** Threads that are started when there is work for them, each with one post at a time. */
class Threads {
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #all: Worker[] = [];

  async compile(setting: CompileSetting, request: CompileRequest): Promise<Result> {
    const worker = await this.#take(setting);
    // One that has nothing to do keeps no process alive.
    worker.ref();
    const answered = once(worker, 'message') as Promise<[Reply]>;
    worker.postMessage(request);
    const [{ result, failure }] = await answered;
    this.#give(worker);
    if (result !== undefined) return result;
    throw Object.assign(new Error(failure?.message), failure);
  }

  close(): void {
    for (const worker of this.#all.splice(0)) void worker.terminate();
    this.#idle.length = 0;
  }

  #take(setting: CompileSetting): Worker | Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#all.length < mostThreads) {
      const worker = new Worker(new URL('./compile-worker.ts', import.meta.url), {
        workerData: setting,
      });
      this.#all.push(worker);
      return worker;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(worker: Worker): void {
    worker.unref();
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }
}

function readKept(file: string): Result | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Result;
  } catch {
    return undefined;
  }
}

function keep(folder: string, name: string, result: Result): void {
  const part = join(folder, `${name}.${process.pid}`);
  writeFileSync(part, JSON.stringify(result));
  renameSync(part, join(folder, name));
}

/** Of all code that could have a part in compiling a post, and of the packages' versions. */
export function codeHash(root: string): string {
  const hash = createHash('sha256').update(process.version);
  const add = (path: string) => hash.update(path).update(readFileSync(join(root, path)));
  for (const path of ['package-lock.json', 'astro.config.mjs', 'site.config.ts']) add(path);
  // Not the lab, whose code a post shows but is not compiled by.
  for (const folder of ['authoring', 'content', 'figures', 'i18n', 'markdown', 'results']) {
    for (const name of readdirSync(join(root, 'src', folder), { recursive: true }).sort()) {
      if (/\.ts$|^[^/\\]+\.json$/.test(String(name))) add(join('src', folder, String(name)));
    }
  }
  return hash.digest('hex');
}
