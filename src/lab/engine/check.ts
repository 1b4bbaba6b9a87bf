import { join } from 'node:path';
import { EngineError } from './failures.ts';
import type { Layout } from './layout.ts';
import { runCommand } from './run-command.ts';

/** What a process that loaded the engine says of it. */
export interface Sight {
  tensorflow: string;
  backend: string;
  product: number[];
}

/** How many threads a process kept busy; `busyThreads` is 0 where the system does not tell. */
export interface ThreadSight {
  cpuPerWall: number;
  busyThreads: number;
}

const repair = 'remove the folder .engine, run npm ci and then npm run engine again';

/** Whether the thread count was obeyed; a busy machine lowers `cpuPerWall` but not `busyThreads`. */
export function obeysThreads(asked: 1 | 2, { cpuPerWall, busyThreads }: ThreadSight): boolean {
  if (asked === 1) return cpuPerWall <= 1.1 && busyThreads <= 1;
  return cpuPerWall > 1.3 || busyThreads >= 2;
}

async function probe(
  layout: Layout,
  what: 'value' | 'threads',
  threads: number,
  signal?: AbortSignal,
): Promise<Sight & ThreadSight> {
  const { code, output } = await runCommand(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, 'probe.ts'), layout.root, what],
    {
      cwd: layout.root,
      env: {
        ...process.env,
        TF_CPP_MIN_LOG_LEVEL: '3',
        TF_NUM_INTRAOP_THREADS: String(threads),
        TF_NUM_INTEROP_THREADS: '1',
      },
      signal,
    },
  );
  const answer = output.split('\n').find((line) => line.startsWith('{"tensorflow"'));
  if (code !== 0 || answer === undefined) {
    const cause = output.split('\n').find((line) => /^\s*\w*Error: /.test(line));
    throw new EngineError(
      `The native engine does not load (${(cause ?? `exit code ${code}`).trim()}): ${repair}.`,
    );
  }
  return JSON.parse(answer) as Sight & ThreadSight;
}

/** Loads the engine in a process of its own and checks a product known by hand; throws if wrong. */
export async function checkValue(layout: Layout, signal?: AbortSignal): Promise<Sight> {
  const sight = await probe(layout, 'value', 1, signal);
  const expected = [19, 22, 43, 50];
  if (sight.backend !== 'tensorflow' || sight.product.join() !== expected.join()) {
    throw new EngineError(
      `The native engine multiplies wrongly (backend ${sight.backend}: [1 2; 3 4]·[5 6; 7 8] gave ${sight.product.join(' ')}, expected ${expected.join(' ')}): ${repair}.`,
    );
  }
  return sight;
}

/** Checks that one thread asked for is one and, with several cores, that two are two. */
export async function checkThreads(
  layout: Layout,
  cores: number,
  signal?: AbortSignal,
): Promise<void> {
  for (const asked of cores > 1 ? ([1, 2] as const) : ([1] as const)) {
    const seen: string[] = [];
    for (;;) {
      const sight = await probe(layout, 'threads', asked, signal);
      if (obeysThreads(asked, sight)) break;
      seen.push(sight.cpuPerWall.toFixed(2));
      if (seen.length === 5) {
        throw new EngineError(
          `The thread count does not take effect (TF_NUM_INTRAOP_THREADS=${asked} used ${seen.join(', ')} cores): end other programs that compute, then run npm run engine again.`,
        );
      }
    }
  }
}
