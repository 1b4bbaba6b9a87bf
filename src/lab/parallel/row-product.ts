import type { Backend } from '#lab/backends/backend.ts';
import type { DenseArray } from '#lab/models/weights.ts';
import { Crew } from './crew.ts';
import type { OwnClockTrial, Span } from './own-clock.ts';
import { shareArrays, shareZeros } from './shared-arrays.ts';
import { joinTrace } from './trace.ts';

/** What a worker multiplies: its rows of the left factor, and the whole right factor. */
export interface RowsSetup {
  left: DenseArray;
  right: DenseArray;
  /** Where its rows of the product go; in shared memory, like the factors. */
  product: DenseArray;
}

/** The clock's reading that counts as 0, in ns (process.hrtime.bigint, one clock for all threads). */
export interface RowsRequest {
  originNs: bigint;
}

/** When the worker left the barrier, and when its rows were multiplied. */
export interface RowsReply {
  startMs: number;
  endMs: number;
}

export interface RowProductOptions {
  backend: Backend;
  /** One thread each; they must divide the rows. */
  workers: number;
  /** Longest time without progress before a worker is taken for hung, in ms. */
  patienceMs: number;
}

const rowsWorker = new URL('./rows-worker.ts', import.meta.url);

/**
 * The product of left [n, k] and right [k, m] by rows of the left factor, each worker's share in a
 * thread of its own: rows of a product need nothing from each other. The factors are placed before;
 * a sample lasts from the common start to the end of the last worker, and reading out comes after.
 */
export async function openRowProduct(
  left: DenseArray,
  right: DenseArray,
  { workers, ...options }: RowProductOptions,
): Promise<OwnClockTrial> {
  const [rows, columns] = [left.shape[0] as number, right.shape[1] as number];
  if (!(workers >= 1 && Number.isInteger(rows / workers))) {
    throw new RangeError(`workers must divide the rows, ${rows}; received ${workers}.`);
  }
  const shared = shareArrays({ right });
  const product = shareZeros({
    whole: { shape: [rows, columns], values: new Float32Array(rows * columns) },
  });
  const setups = Array.from({ length: workers }, (_, worker): RowsSetup => {
    const part = { workers, worker };
    return {
      ...shared,
      ...shareArrays({ left: rowsOf(left, part) }),
      product: rowsOf(product.whole, part),
    };
  });
  const crew = await Crew.start<RowsSetup, RowsRequest, RowsReply>({
    ...options,
    workerFile: rowsWorker,
    setups,
  });
  return {
    async run() {
      const originNs = process.hrtime.bigint();
      const replies = await crew.run(setups.map(() => ({ originNs })));
      const trace = joinTrace(
        replies.map((reply, stage) => [{ stage, kind: 'forward', ...reply }]),
        Math.min(...replies.map(({ startMs }) => startMs)),
      );
      const spans = trace.intervals.flat().map(
        ({ stage, kind, startMs, endMs }): Span => ({
          lane: stage,
          part: kind === 'idle' ? 'idle' : 'busy',
          startMs,
          endMs,
        }),
      );
      return { totalMs: trace.makespanMs, spans, output: product.whole.values.slice() };
    },
    dispose: () => crew.close(),
  };
}

/** A worker's share of the rows of a matrix, in the same memory. */
function rowsOf(
  { shape, values }: DenseArray,
  { workers, worker }: { workers: number; worker: number },
): DenseArray {
  const [rows, columns] = shape as [number, number];
  const size = (rows / workers) * columns;
  const own = values.subarray(worker * size, (worker + 1) * size);
  return { shape: [rows / workers, columns], values: own };
}
