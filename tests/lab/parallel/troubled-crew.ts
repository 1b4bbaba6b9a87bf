import { plain } from '#lab/backends/plain.ts';
import { Crew, type CrewOptions } from '#lab/parallel/crew.ts';
import type { Trouble } from './troubled-worker.ts';

/** What goes wrong while a worker is set up, if anything. */
export type Setup = { atSetup?: 'throw' | 'exit' };

/** Far above what a trivial request takes. */
export const longMs = 10_000;
/** For workers that are meant to hang. */
export const shortMs = 300;

/** Starts two workers of the tests' own file on the backend that loads fastest. */
export function startTroubled(patienceMs: number, others: Partial<CrewOptions<Setup>> = {}) {
  return Crew.start<Setup, Trouble, string>({
    workerFile: new URL('./troubled-worker.ts', import.meta.url),
    backend: plain,
    setups: [{}, {}],
    patienceMs,
    ...others,
  });
}

/** Grows with the threads of this process: each holds a port to the main thread. */
export function threadsOfCrews(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort').length;
}
