/** A barrier that can no longer be passed: somebody did not come in time, or the crew was ended. */
export class BrokenBarrierError extends Error {
  override name = 'BrokenBarrierError';
}

const generation = 0;
const arrived = 1;
const firstMark = 2;
const broken = -1;

/**
 * A barrier for K threads on shared memory. Threads that arrive sleep on a generation number, which
 * the last one to arrive advances: the sense-reversing centralised barrier (Hensgen, Finkel and
 * Manber 1988; Mellor-Crummey and Scott 1991, sec. 3.1) with a number in place of the one-bit sense,
 * so that it can be used again at once. Breaking it stores -1 in the same word, so no waker is missed.
 */
export class Barrier {
  readonly #words: Int32Array<SharedArrayBuffer>;
  readonly #participants: number;

  /** Memory for K participants, to be given to each of them. */
  static memory(participants: number): SharedArrayBuffer {
    if (!Number.isInteger(participants) || participants < 1) {
      throw new RangeError(
        `participants must be a whole number of at least 1; received ${participants}.`,
      );
    }
    return new SharedArrayBuffer((firstMark + participants) * Int32Array.BYTES_PER_ELEMENT);
  }

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
    this.#participants = this.#words.length - firstMark;
  }

  /**
   * Blocks until all participants have arrived. Throws a BrokenBarrierError when `patienceMs` has
   * passed or the barrier is broken; the one who gives up breaks it for all.
   */
  wait(participant: number, patienceMs: number): void {
    if (!(participant >= 0 && participant < this.#participants)) {
      throw new RangeError(
        `participant must be 0 to ${this.#participants - 1}; received ${participant}.`,
      );
    }
    const words = this.#words;
    const mine = Atomics.load(words, generation);
    if (mine === broken) throw this.#brokenFor(participant);
    const next = (mine + 1) & 0x7fffffff;
    Atomics.store(words, firstMark + participant, next);
    if (Atomics.add(words, arrived, 1) === this.#participants - 1) {
      Atomics.store(words, arrived, 0);
      this.#advance(mine, next);
    }
    const deadlineMs = performance.now() + patienceMs;
    while (Atomics.load(words, generation) === mine) {
      const leftMs = deadlineMs - performance.now();
      if (leftMs > 0) Atomics.wait(words, generation, mine, leftMs);
      else if (this.#advance(mine, broken)) {
        throw new BrokenBarrierError(
          `Participant ${participant} waited ${patienceMs} ms at a barrier of ` +
            `${this.#participants}; not arrived: ${this.#missing(next).join(', ')}.`,
        );
      }
    }
    if (Atomics.load(words, generation) === broken) throw this.#brokenFor(participant);
  }

  /** Wakes all who wait, with an error, and lets nobody pass any more. */
  break(): void {
    Atomics.store(this.#words, generation, broken);
    Atomics.notify(this.#words, generation);
  }

  /** Moves the generation on, unless someone else has; tells whether it did. */
  #advance(from: number, to: number): boolean {
    const advanced = Atomics.compareExchange(this.#words, generation, from, to) === from;
    if (advanced) Atomics.notify(this.#words, generation);
    return advanced;
  }

  #missing(next: number): number[] {
    return Array.from({ length: this.#participants }, (_, each) => each).filter(
      (each) => Atomics.load(this.#words, firstMark + each) !== next,
    );
  }

  #brokenFor(participant: number): BrokenBarrierError {
    return new BrokenBarrierError(
      `Participant ${participant} found the barrier of ${this.#participants} broken: ` +
        'another participant gave up, or the crew was ended.',
    );
  }
}
