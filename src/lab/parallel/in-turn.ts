/** Memory by which the workers of a crew take turns. */
export function turnMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/**
 * Does something when all workers with a smaller number have done it, and passes the turn on,
 * whether or not it throws. Blocks the thread while it waits.
 */
export async function inTurn<Result>(
  memory: SharedArrayBuffer,
  worker: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const turn = new Int32Array(memory);
  let next = Atomics.load(turn, 0);
  while (next < worker) {
    Atomics.wait(turn, 0, next);
    next = Atomics.load(turn, 0);
  }
  try {
    return await work();
  } finally {
    Atomics.store(turn, 0, worker + 1);
    Atomics.notify(turn, 0);
  }
}
