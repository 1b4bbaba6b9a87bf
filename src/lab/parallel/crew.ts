import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Backend } from '#lab/backends/backend.ts';
import { Barrier } from './barrier.ts';
import type { WorkerMessage, WorkerSetup } from './crew-messages.ts';
import { turnMemory } from './in-turn.ts';
import { StatusLine } from './status-line.ts';
import { Watch } from './watch.ts';
import { WorkerError } from './worker-error.ts';

export interface CrewOptions<Setup> {
  /** A file that calls serveCrew. */
  workerFile: URL;
  /** The engine that each worker opens for itself. */
  backend: Backend;
  /** One setup a worker: their number is the number of workers. Arrays belong in shared memory. */
  setups: readonly Setup[];
  /** Longest time without any progress before a worker is taken for hung, in ms. */
  patienceMs: number;
  signal?: AbortSignal | undefined;
}

interface Member<Reply> {
  thread: Worker;
  status: StatusLine;
  lastMessage: string;
  ended: Promise<unknown>;
  reply: Reply | undefined;
  isPending: boolean;
}

/** Loading a native library takes a fraction of a second; a slow disk may need many. */
const openingPatienceMs = 60_000;

/**
 * K worker threads of one file, each with a single-threaded engine of its own. The main thread never
 * blocks: it sleeps on messages and looks at the status lines now and then. When a worker throws,
 * ends or hangs, all are ended and the pending call rejects with a WorkerError; when the signal is
 * aborted, it rejects with the signal's reason.
 */
export class Crew<Request, Reply> {
  readonly #members: Member<Reply>[];
  readonly #barrier: Barrier;
  readonly #file: string;
  readonly #patienceMs: number;
  #finish: (failure?: unknown) => void = () => undefined;
  #failure: unknown;
  #ending: Promise<void> | undefined;

  /** Starts the threads and waits until every engine is open and every setup is done. */
  static async start<Setup, Request, Reply>(
    options: CrewOptions<Setup>,
  ): Promise<Crew<Request, Reply>> {
    options.signal?.throwIfAborted();
    checkThreads(options.backend);
    const crew = new Crew<Request, Reply>(options);
    await crew.#untilAllAnswer(Math.max(openingPatienceMs, options.patienceMs));
    return crew;
  }

  private constructor(options: CrewOptions<unknown>) {
    const { workerFile, backend, setups, patienceMs, signal } = options;
    const workers = setups.length;
    const barrier = Barrier.memory(workers);
    const status = StatusLine.memory(workers);
    const turn = turnMemory();
    this.#barrier = new Barrier(barrier);
    this.#file = basename(fileURLToPath(workerFile));
    this.#patienceMs = patienceMs;
    this.#members = setups.map((setup, worker) => {
      const memory = { barrier, status, turn };
      const data = { worker, workers, backend: backend.id, ...memory, patienceMs, setup };
      const thread = new Worker(workerFile, {
        workerData: data satisfies WorkerSetup<unknown>,
        execArgv: ['--no-deprecation', '--disable-warning=ExperimentalWarning'],
      });
      const ended = new Promise((resolve) => thread.once('exit', resolve));
      thread.on('message', (message: WorkerMessage<Reply>) => this.#hear(worker, message));
      thread.on('error', (error: Error) => {
        this.#blame(worker, 'failed', `: ${error.name}: ${error.message}`);
      });
      thread.on('exit', (code) => this.#blame(worker, `ended with code ${code}`));
      const line = new StatusLine(status, worker);
      line.write('computing', 'starting its thread');
      return {
        thread,
        status: line,
        lastMessage: 'none',
        ended,
        reply: undefined,
        isPending: false,
      };
    });
    const interrupt = () => void this.#end(signal?.reason);
    signal?.addEventListener('abort', interrupt, { once: true });
    void Promise.all(this.#members.map(({ ended }) => ended)).then(() => {
      signal?.removeEventListener('abort', interrupt);
    });
  }

  /** Sends each worker its request and resolves with their replies, in the order of the workers. */
  async run(requests: readonly Request[]): Promise<Reply[]> {
    if (requests.length !== this.#members.length) {
      throw new RangeError(
        `requests must hold one a worker; received ${requests.length}, expected ${this.#members.length}.`,
      );
    }
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ending !== undefined) throw new Error('The crew is closed: start another.');
    if (this.#members.some(({ isPending }) => isPending)) {
      throw new Error('The crew is at work: await the last run before the next.');
    }
    const answered = this.#untilAllAnswer(this.#patienceMs);
    for (const [worker, { thread }] of this.#members.entries()) {
      thread.postMessage(requests[worker]);
    }
    await answered;
    return this.#members.map(({ reply }) => reply as Reply);
  }

  /** Ends all threads; resolves when none is left. A pending run rejects. */
  async close(): Promise<void> {
    await this.#end(undefined);
  }

  #untilAllAnswer(patienceMs: number): Promise<void> {
    for (const member of this.#members) member.isPending = true;
    return new Promise((resolve, reject) => {
      const pending = () => this.#members.map(({ isPending }) => isPending);
      const lines = this.#members.map(({ status }) => status);
      const watch = new Watch(lines, pending, patienceMs, (worker, silentMs, activity) => {
        const why = activity === 'waiting' ? ', as did all who had not finished' : '';
        this.#blame(worker, `made no progress for ${silentMs} ms`, why);
      });
      this.#finish = (failure) => {
        watch.stop();
        this.#finish = () => undefined;
        if (failure === undefined) resolve();
        else reject(failure);
      };
    });
  }

  #hear(worker: number, message: WorkerMessage<Reply>): void {
    if (this.#ending !== undefined) return;
    const member = this.#members[worker] as Member<Reply>;
    if (message.kind === 'failed') {
      this.#blame(worker, 'failed', `: ${message.message}`);
      return;
    }
    member.lastMessage = message.kind;
    member.reply = message.kind === 'done' ? message.reply : undefined;
    member.isPending = false;
    if (!this.#members.some(({ isPending }) => isPending)) this.#finish();
  }

  #blame(worker: number, what: string, why = ''): void {
    if (this.#ending !== undefined) return;
    const { status, lastMessage } = this.#members[worker] as Member<Reply>;
    const { doing } = status.read();
    const plight = { worker, workers: this.#members.length, file: this.#file, doing, lastMessage };
    void this.#end(new WorkerError(plight, what, why));
  }

  #end(failure: unknown): Promise<void> {
    if (this.#ending !== undefined) return this.#ending;
    this.#failure = failure;
    this.#barrier.break();
    const ended = this.#members.map(({ thread, ended }) => {
      void thread.terminate();
      return ended;
    });
    this.#ending = Promise.all(ended).then(() => {
      for (const member of this.#members) member.isPending = false;
      this.#finish(failure ?? new Error('The crew was closed before its work was done.'));
    });
    return this.#ending;
  }
}

/** The thread count is a matter of the process, read once: it cannot be set for a worker. */
function checkThreads(backend: Backend): void {
  const [one, two] = [backend.environment(1), backend.environment(2)];
  const wrong = Object.keys(one).filter(
    (key) => one[key] !== two[key] && process.env[key] !== one[key],
  );
  if (wrong.length === 0) return;
  const list = (of: Record<string, string | undefined>) =>
    wrong.map((key) => `${key}=${of[key] ?? '(unset)'}`).join(' ');
  throw new Error(
    `Each worker computes on one thread, and the ${backend.id} engine reads that once per process, ` +
      `from the environment. Received ${list(process.env)}; expected ${list(one)}. ` +
      'Set these before anything opens the engine.',
  );
}
