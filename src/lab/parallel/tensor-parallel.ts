import type { Backend } from '#lab/backends/backend.ts';
import { expectDivides } from '#lab/models/check.ts';
import type { FeedForwardWeights } from '#lab/models/transformer/feed-forward.ts';
import type { AttentionWeights } from '#lab/models/transformer/multi-head-attention.ts';
import type { DenseArray } from '#lab/models/weights.ts';
import { Crew } from './crew.ts';
import type { OwnClockTrial } from './own-clock.ts';
import { joinSpans, type WorkerSpan } from './own-spans.ts';
import { shareArrays } from './shared-arrays.ts';
import { SharedSum } from './shared-sum.ts';

/**
 * A share of a layer. `columns-rows`: of a feed-forward network, columns of the first matrix and the rows of the
 * second that belong to them (Shoeybi et al. 2019, sec. 3), one sum at the end. `rows-columns`: the wrong way
 * round, which needs a sum before the non-linearity. `heads`: of self-attention, some of the heads.
 */
export type Share =
  | { kind: 'columns-rows'; weights: FeedForwardWeights<DenseArray> }
  | { kind: 'rows-columns'; weights: FeedForwardWeights<DenseArray> }
  | { kind: 'heads'; weights: AttentionWeights<DenseArray>; numHeads: number }
  | { kind: 'sum-alone' };

/** What a worker gets: its share, all of x [rows, dModel], and the memory of the sums. */
export interface TensorSetup {
  share: Share;
  x: DenseArray;
  middle: ReturnType<typeof SharedSum.memory>;
  last: ReturnType<typeof SharedSum.memory>;
}

export interface TensorRequest {
  originNs: bigint;
}

export interface TensorReply {
  spans: WorkerSpan[];
}

interface TensorOptions {
  backend: Backend;
  patienceMs: number;
}

const tensorWorker = new URL('./tensor-worker.ts', import.meta.url);

/**
 * A layer over x [rows, dModel] by workers that have a share of its weights each, and all of x. The output is
 * whole in shared memory at the end of the last sum, which ends the sample.
 */
export async function openTensorParallel(
  x: DenseArray,
  shares: readonly Share[],
  options: TensorOptions,
): Promise<OwnClockTrial> {
  const [rows, dModel] = x.shape as [number, number];
  const workers = shares.length;
  const dFf = Math.max(...shares.map(middleWidth));
  const middle = SharedSum.memory(workers, rows * dFf);
  const last = SharedSum.memory(workers, rows * dModel);
  const placed = shareArrays({ x });
  const setups = shares.map((share): TensorSetup => ({ share, ...placed, middle, last }));
  const crew = await Crew.start<TensorSetup, TensorRequest, TensorReply>({
    ...options,
    workerFile: tensorWorker,
    setups,
  });
  return {
    async run() {
      const originNs = process.hrtime.bigint();
      const replies = await crew.run(setups.map(() => ({ originNs })));
      const { totalMs, spans } = joinSpans(replies.map((each) => each.spans));
      return { totalMs, spans, output: last.sum.slice() };
    },
    dispose: () => crew.close(),
  };
}

function middleWidth(share: Share): number {
  return share.kind === 'rows-columns' ? (share.weights.inner.shape[1] as number) : 0;
}

/** Columns of the first matrix, and the rows of the second that belong to them; the last bias is the first worker's. */
export function columnsThenRows(
  { inner, innerBias, outer, outerBias }: FeedForwardWeights<DenseArray>,
  workers: number,
): Share[] {
  return inParts(workers, inner.shape[1] as number, (part) => ({
    kind: 'columns-rows',
    weights: {
      inner: columnsOf(inner, part),
      innerBias: columnsOf(innerBias, part),
      outer: rowsOf(outer, part),
      outerBias: onceOf(outerBias, part),
    },
  }));
}

/** Rows of the first matrix, and columns of the second. */
export function rowsThenColumns(
  { inner, innerBias, outer, outerBias }: FeedForwardWeights<DenseArray>,
  workers: number,
): Share[] {
  const dModel = inner.shape[0] as number;
  return inParts(workers, dModel, (part) => ({
    kind: 'rows-columns',
    weights: {
      inner: rowsOf(inner, part),
      innerBias: onceOf(innerBias, part),
      outer: columnsOf(outer, part),
      outerBias: columnsOf(outerBias, part),
    },
  }));
}

/** Heads: their columns of the projections, and their rows of the output's. */
export function byHeads(
  { query, key, value, output }: AttentionWeights<DenseArray>,
  numHeads: number,
  workers: number,
): Share[] {
  expectDivides(['workers', workers], ['numHeads', numHeads]);
  return inParts(workers, output.shape[0] as number, (part) => ({
    kind: 'heads',
    numHeads: numHeads / workers,
    weights: {
      query: columnsOf(query, part),
      key: columnsOf(key, part),
      value: columnsOf(value, part),
      output: rowsOf(output, part),
    },
  }));
}

interface Part {
  from: number;
  to: number;
}

function inParts(workers: number, size: number, make: (part: Part) => Share): Share[] {
  expectDivides(['workers', workers], ['what is split', size]);
  const share = size / workers;
  return Array.from({ length: workers }, (_, worker) =>
    make({ from: worker * share, to: (worker + 1) * share }),
  );
}

function rowsOf({ shape, values }: DenseArray, { from, to }: Part): DenseArray {
  const columns = shape[1] as number;
  return { shape: [to - from, columns], values: values.slice(from * columns, to * columns) };
}

/** Columns of a matrix, or entries of a vector. */
function columnsOf({ shape, values }: DenseArray, { from, to }: Part): DenseArray {
  const columns = shape.at(-1) as number;
  const rows = values.length / columns;
  const own = new Float32Array(rows * (to - from));
  for (let row = 0; row < rows; row++) {
    const begin = row * columns;
    own.set(values.subarray(begin + from, begin + to), row * (to - from));
  }
  return { shape: [...shape.slice(0, -1), to - from], values: own };
}

/** A bias that is added once: the first worker's, zeros for the others. */
function onceOf({ shape, values }: DenseArray, { from }: Part): DenseArray {
  return { shape, values: from === 0 ? values : new Float32Array(values.length) };
}
