import { parentPort, workerData } from 'node:worker_threads';
import type { OpenBackend } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { Barrier } from './barrier.ts';
import type { WorkerMessage, WorkerSetup } from './crew-messages.ts';
import { inTurn } from './in-turn.ts';
import { StatusLine } from './status-line.ts';

/** What a worker works with. */
export interface Post {
  /** 0 to workers − 1. */
  worker: number;
  workers: number;
  /** The engine of this thread alone, on one thread. */
  engine: OpenBackend;
  /** Blocks until every worker of the crew has arrived; throws after twice the crew's patience. */
  meet(): void;
  /** Says what begins now; a computing worker that says nothing for the crew's patience is ended. */
  say: StatusLine['write'];
}

/** Who hangs should be found before those who wait for it give up, so they have more patience. */
const barrierPatience = 2;

/**
 * Turns this thread into a worker of a crew: opens the engine, calls `open` once with the setup, and
 * answers each request with what the returned function returns. Whatever it throws ends the crew.
 */
export function serveCrew<Setup, Request, Reply>(
  open: (setup: Setup, post: Post) => (request: Request) => Reply | Promise<Reply>,
): void {
  const port = parentPort;
  if (port === null) throw new Error('A worker of a crew must be started by Crew.start.');
  const { worker, workers, backend, setup, patienceMs, ...memory } =
    workerData as WorkerSetup<Setup>;
  const status = new StatusLine(memory.status, worker);
  const barrier = new Barrier(memory.barrier);
  const post = (message: WorkerMessage<Reply>) => port.postMessage(message);
  const failed = (error: unknown) => {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    post({ kind: 'failed', message });
  };
  const ready = (async () => {
    status.write('computing', `opening the engine (${backend})`);
    const engine = await inTurn(memory.turn, worker, async () =>
      (await loadBackend(backend)).open(),
    );
    status.write('computing', 'setting up');
    const meet = () => {
      status.write('waiting', 'waiting at the barrier');
      barrier.wait(worker, barrierPatience * patienceMs);
    };
    const say: Post['say'] = (activity, doing) => status.write(activity, doing);
    const answer = open(setup, { worker, workers, engine, meet, say });
    status.write('resting', 'resting');
    post({ kind: 'ready' });
    return answer;
  })();
  ready.catch(failed);
  port.on('message', (request: Request) => {
    ready
      .then(async (answer) => {
        status.write('computing', 'answering a request');
        const reply = await answer(request);
        status.write('resting', 'resting');
        post({ kind: 'done', reply });
      })
      .catch(failed);
  });
}
