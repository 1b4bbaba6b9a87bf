import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Processes that do nothing but take processors: two for each, so that every other one waits. */
export class Hogs {
  #running: ChildProcess[] = [];

  start(): void {
    if (this.#running.length > 0) return;
    this.#running = Array.from({ length: 2 * availableParallelism() }, () =>
      spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
    );
  }

  stop(): void {
    for (const hog of this.#running) hog.kill('SIGKILL');
    this.#running = [];
  }
}
