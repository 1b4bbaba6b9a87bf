import type { Backend } from '#lab/backends/backend.ts';
import { expectDivides } from '#lab/models/check.ts';
import type { NextTokenWeights } from '#lab/models/training/next-token.ts';
import type { EncoderLayerWeights } from '#lab/models/transformer/encoder-layer.ts';
import type { DenseArray } from '#lab/models/weights.ts';
import { Crew } from './crew.ts';
import type { OwnClockSample } from './own-clock.ts';
import { joinSpans, type WorkerSpan } from './own-spans.ts';
import { arraysOf, shareArrays } from './shared-arrays.ts';
import { SharedSum } from './shared-sum.ts';

/** A model of the next token with one Transformer block. */
export type BlockWeights = NextTokenWeights<DenseArray, EncoderLayerWeights<DenseArray>>;

export interface BlockSizes {
  dModel: number;
  numHeads: number;
  dFf: number;
  vocabularySize: number;
}

/** What a worker gets: all weights, its sequences, and the memory in which gradients are added up. */
export interface DataSetup {
  weights: BlockWeights;
  sizes: BlockSizes;
  /** Its share of the batch; none where only the sum is timed. */
  sequences: readonly (readonly number[])[];
  sum: ReturnType<typeof SharedSum.memory>;
}

export interface DataRequest {
  originNs: bigint;
}

export interface DataReply {
  spans: WorkerSpan[];
}

/** A step's loss and the gradients of all weights, as means over all sequences; in the order of arraysOf. */
export interface DataStep extends Omit<OwnClockSample, 'output'> {
  loss: number;
  gradients: Float32Array;
}

export interface DataParallel {
  step(): Promise<DataStep>;
  close(): Promise<void>;
}

const dataWorker = new URL('./data-worker.ts', import.meta.url);

/**
 * Data parallelism: each worker has all of the weights and a share of the sequences, computes loss and gradients
 * of its share, and all are added up in the order of the workers (Li et al. 2020). Without sequences, the sum
 * alone. The sample ends with the sum; the weights are not changed.
 */
export async function openDataParallel(
  weights: BlockWeights,
  sequences: readonly (readonly number[])[],
  {
    workers,
    sizes,
    ...options
  }: { backend: Backend; workers: number; sizes: BlockSizes; patienceMs: number },
): Promise<DataParallel> {
  expectDivides(['workers', workers], ['the sequences', sequences.length]);
  const share = sequences.length / workers;
  const numWeights = arraysOf(weights).reduce((total, { values }) => total + values.length, 0);
  // The loss travels behind the gradients.
  const sum = SharedSum.memory(workers, numWeights + 1);
  const placed = shareArrays({ weights });
  const setups = Array.from(
    { length: workers },
    (_, worker): DataSetup => ({
      ...placed,
      sizes,
      sequences: sequences.slice(worker * share, (worker + 1) * share),
      sum,
    }),
  );
  const crew = await Crew.start<DataSetup, DataRequest, DataReply>({
    ...options,
    workerFile: dataWorker,
    setups,
  });
  return {
    async step() {
      const originNs = process.hrtime.bigint();
      const replies = await crew.run(setups.map(() => ({ originNs })));
      const mean = sum.sum.map((each) => each / workers);
      return {
        ...joinSpans(replies.map((each) => each.spans)),
        loss: mean[numWeights] as number,
        gradients: mean.subarray(0, numWeights),
      };
    },
    close: () => crew.close(),
  };
}
