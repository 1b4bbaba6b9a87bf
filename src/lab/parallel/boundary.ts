/** The shared memory between two neighbouring stages, for one direction. */
export interface BoundaryMemory {
  /** `slots` arrays of `slotLength` float32 values. */
  values: SharedArrayBuffer;
  /** How many arrays have been delivered in this step. */
  delivered: SharedArrayBuffer;
  slotLength: number;
}

/**
 * A one-way passage for arrays of one length: the sender writes into a ring of slots and raises a
 * counter, on which the receiver sleeps. Nothing holds the sender back: the schedule must see to it
 * that a slot is free again when its turn comes (with 1F1B, stage k starts micro-batch m after the
 * backward pass of m − (K−k), which is the last to read that slot).
 */
export class Boundary {
  readonly #slots: Float32Array<SharedArrayBuffer>[];
  readonly #delivered: Int32Array<SharedArrayBuffer>;

  static memory(slots: number, slotLength: number): BoundaryMemory {
    return {
      values: new SharedArrayBuffer(slots * slotLength * Float32Array.BYTES_PER_ELEMENT),
      delivered: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
      slotLength,
    };
  }

  constructor({ values, delivered, slotLength }: BoundaryMemory) {
    const slotBytes = slotLength * Float32Array.BYTES_PER_ELEMENT;
    this.#slots = Array.from(
      { length: values.byteLength / slotBytes },
      (_, slot) => new Float32Array(values, slot * slotBytes, slotLength),
    );
    this.#delivered = new Int32Array(delivered);
  }

  /** Forgets the last step's deliveries; only while no stage is at work. */
  reset(): void {
    Atomics.store(this.#delivered, 0, 0);
  }

  /** Delivers the array of this turn (0, 1, 2, …). */
  send(turn: number, values: Float32Array): void {
    this.slot(turn).set(values);
    Atomics.store(this.#delivered, 0, turn + 1);
    Atomics.notify(this.#delivered, 0);
  }

  isDelivered(turn: number): boolean {
    return Atomics.load(this.#delivered, 0) > turn;
  }

  /** Blocks until the array of this turn is there. It ends with the thread where no one delivers. */
  waitFor(turn: number): void {
    for (;;) {
      const delivered = Atomics.load(this.#delivered, 0);
      if (delivered > turn) return;
      Atomics.wait(this.#delivered, 0, delivered);
    }
  }

  /** The slot of this turn, in place: it is overwritten when the ring comes round. */
  slot(turn: number): Float32Array {
    return this.#slots[turn % this.#slots.length] as Float32Array;
  }
}
