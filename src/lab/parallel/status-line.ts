/** What a worker is about: computing, blocked until another delivers, or without work. */
export type Activity = 'computing' | 'waiting' | 'resting';

const activities: readonly Activity[] = ['resting', 'computing', 'waiting'];
const textBytes = 120;
const lineBytes = 3 * Int32Array.BYTES_PER_ELEMENT + textBytes;

/**
 * A line of text per worker in shared memory, rewritten at every step. A worker that hangs posts no
 * message, but the line still says where; its counter is the worker's pulse.
 */
export class StatusLine {
  readonly #words: Int32Array<SharedArrayBuffer>;
  readonly #text: Uint8Array<SharedArrayBuffer>;

  static memory(workers: number): SharedArrayBuffer {
    return new SharedArrayBuffer(workers * lineBytes);
  }

  constructor(memory: SharedArrayBuffer, worker: number) {
    this.#words = new Int32Array(memory, worker * lineBytes, 3);
    this.#text = new Uint8Array(memory, worker * lineBytes + this.#words.byteLength, textBytes);
  }

  /** Says what begins now. Called by the worker alone. */
  write(activity: Activity, doing: string): void {
    const { written } = new TextEncoder().encodeInto(doing, this.#text);
    Atomics.store(this.#words, 1, written);
    Atomics.store(this.#words, 2, activities.indexOf(activity));
    Atomics.add(this.#words, 0, 1);
  }

  /** The current line; a line that is being rewritten may come out mixed. */
  read(): { pulse: number; activity: Activity; doing: string } {
    const written = Atomics.load(this.#words, 1);
    return {
      pulse: Atomics.load(this.#words, 0),
      activity: activities[Atomics.load(this.#words, 2)] as Activity,
      doing: new TextDecoder().decode(this.#text.slice(0, written)),
    };
  }
}
