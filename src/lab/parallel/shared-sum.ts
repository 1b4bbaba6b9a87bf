import type { Post } from './serve-crew.ts';

/**
 * A sum over workers in shared memory, an all-reduce: each leaves what it has, meets the others, adds up
 * its share of the places in the order of the workers, and meets them again; then the sum is there for all.
 */
export class SharedSum {
  readonly #parts: readonly Float32Array[];
  readonly #sum: Float32Array;

  /** Memory for `workers` arrays of that length and their sum. */
  static memory(workers: number, length: number): { parts: Float32Array[]; sum: Float32Array } {
    const shared = () => new Float32Array(new SharedArrayBuffer(4 * length));
    return { parts: Array.from({ length: workers }, shared), sum: shared() };
  }

  constructor({ parts, sum }: { parts: readonly Float32Array[]; sum: Float32Array }) {
    this.#parts = parts;
    this.#sum = sum;
  }

  /** The sum of what all workers bring, in memory that the next sum overwrites. */
  reduce(own: Float32Array, { worker, workers, meet }: Pick<Post, 'worker' | 'workers' | 'meet'>) {
    if (own.length !== this.#sum.length) {
      throw new RangeError(
        `A worker must bring ${this.#sum.length} numbers; worker ${worker} brought ${own.length}.`,
      );
    }
    (this.#parts[worker] as Float32Array).set(own);
    meet();
    const [from, to] = [worker, worker + 1].map((share) =>
      Math.floor((share * own.length) / workers),
    ) as [number, number];
    for (let at = from; at < to; at++) {
      let total = 0;
      for (const part of this.#parts) total += part[at] as number;
      this.#sum[at] = total;
    }
    meet();
    return this.#sum;
  }
}
