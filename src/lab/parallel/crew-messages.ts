import type { BackendId } from '#lab/backends/backend.ts';

/** What a worker is given when its thread starts. */
export interface WorkerSetup<Setup> {
  worker: number;
  workers: number;
  backend: BackendId;
  /** Memory of the crew's barrier and of its status lines. */
  barrier: SharedArrayBuffer;
  status: SharedArrayBuffer;
  /** Engines are opened one after another: loading a native library twice at once can crash. */
  turn: SharedArrayBuffer;
  patienceMs: number;
  setup: Setup;
}

/** What a worker says to the crew. Numbers in bulk never travel in it: they are in shared memory. */
export type WorkerMessage<Reply> =
  | { kind: 'ready' }
  | { kind: 'done'; reply: Reply }
  | { kind: 'failed'; message: string };
