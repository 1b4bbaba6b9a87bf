import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';

interface Reply<Result> {
  result?: Result;
  failure?: { message: string; line?: number; column?: number };
}

/** Each takes a second to start and 150 MB: beyond eight, what feeds them is the limit. */
const mostThreads = Math.min(8, availableParallelism());

/**
 * Threads that run a script, each with one request at a time, which the script answers by `answer`.
 * They are started when there is work for them, and told `setting` (its `workerData`) once.
 */
export class Threads<Request, Result> {
  readonly #script: URL;
  readonly #setting: unknown;
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #all: Worker[] = [];

  constructor(script: URL, setting: unknown) {
    this.#script = script;
    this.#setting = setting;
  }

  /** What the script makes of a request. Throws what it throws: message, line and column. */
  async run(request: Request): Promise<Result> {
    const worker = await this.#take();
    // One that has nothing to do keeps no process alive.
    worker.ref();
    const answered = once(worker, 'message') as Promise<[Reply<Result>]>;
    worker.postMessage(request);
    const [{ result, failure }] = await answered;
    this.#give(worker);
    if (failure === undefined) return result as Result;
    throw Object.assign(new Error(failure.message), failure);
  }

  close(): void {
    for (const worker of this.#all.splice(0)) void worker.terminate();
    this.#idle.length = 0;
  }

  #take(): Worker | Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#all.length < mostThreads) {
      const worker = new Worker(this.#script, { workerData: this.#setting });
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

/** Answers every request to this thread with what `make` makes of it. */
export function answer<Request, Result>(make: (request: Request) => Result | Promise<Result>) {
  parentPort?.on('message', async (request: Request) => {
    let reply: Reply<Result>;
    try {
      reply = { result: await make(request) };
    } catch (error) {
      // Messages between threads keep of an error its text alone; where it stands would be lost.
      const { message, line, column } = error as Error & { line?: number; column?: number };
      reply = {
        failure: {
          message,
          ...(line === undefined ? {} : { line }),
          ...(column === undefined ? {} : { column }),
        },
      };
    }
    parentPort?.postMessage(reply);
  });
}
