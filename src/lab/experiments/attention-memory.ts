import * as tf from '@tensorflow/tfjs-core';
import {
  attentionTruth,
  drawHead,
  headRows,
  type OneHead,
  observeOrders,
  observeRounding,
} from '#lab/models/attention-rounding.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { attentionGradientOracle } from '#lab/models/oracle/attention-gradient.ts';
import { peakBytes } from '#lab/models/peak-bytes.ts';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import { blockwiseAttention } from '#lab/models/transformer/blockwise-attention.ts';
import { recomputedAttention } from '#lab/models/transformer/recomputed-attention.ts';
import { unshiftedAttention } from '#lab/models/transformer/unshifted-attention.ts';
import { type OnBackend, toTensors } from '#lab/models/weights.ts';
import { defineExperiment, type Observation, type TensorCase } from './experiment.ts';

// What does attention need to keep in memory? One head, once with the whole matrix of scores and once a
// block of keys at a time, forward and with gradients: bytes, time, and what large scores do to both.

const dHead = 64;
const blockSizes = [32, 128, 512];
/** The blocks of the gradients. */
const blockSize = 128;
const grid = [256, 512, 1024, 2048];
/** Where large scores are tried, and eight blocks merged in other orders. */
const probedLength = 256;

type Placed = OnBackend<OneHead>;
type Attend = (query: tf.Tensor, key: tf.Tensor, value: tf.Tensor, kernels: Kernels) => tf.Tensor;

interface Contestant {
  network: string;
  computes: string;
  flops(n: number): number;
  compute(placed: Placed, kernels: Kernels): tf.Tensor;
  /** What is found out at one length, beside the bytes at each. */
  findings?(seed: number, kernels: Kernels): Observation[];
}

function caseOf({ compute, findings, ...rest }: Contestant): TensorCase {
  return {
    ...rest,
    threads: ['one'],
    grid,
    quickGrid: [256, 1024],
    sequentialSteps: () => 1,
    open(n, seed, kernels) {
      const { tensors, dispose } = toTensors(drawHead(n, dHead, seed));
      return { run: () => compute(tensors, kernels), dispose };
    },
    observe(n, seed, kernels) {
      const { tensors, dispose } = toTensors(drawHead(n, dHead, seed));
      const peak = peakBytes(() => compute(tensors, kernels));
      dispose();
      const found = n === probedLength ? (findings?.(seed, kernels) ?? []) : [];
      return [{ name: 'peak-bytes', shape: [1], values: [peak] }, ...found];
    },
  };
}

/** Forward: two products of n² dHead multiplications and additions. */
function forward(network: string, attend: Attend): TensorCase {
  const compute = ({ query, key, value }: Placed, kernels: Kernels) =>
    attend(query, key, value, kernels);
  return caseOf({
    network,
    computes: 'attention',
    flops: (n) => 4 * n ** 2 * dHead,
    compute,
    findings: (seed, kernels) => [
      ...observeRounding(probedLength, dHead, seed, (placed) => compute(placed, kernels)),
      ...(network === `blocks-${blockSize}`
        ? [observeOrders(drawHead(probedLength, dHead, seed), probedLength / 8, seed, kernels)]
        : []),
    ],
  });
}

/** Forward and back, in so many products: the gradients of query, key and value, one below the other. */
function gradient(network: string, products: number, attend: Attend): TensorCase {
  return caseOf({
    network,
    computes: 'attention-gradient',
    flops: (n) => 2 * products * n ** 2 * dHead,
    compute({ query, key, value, upstream }, kernels) {
      const attended = (...[q, k, v]: tf.Tensor[]) =>
        attend(q as tf.Tensor, k as tf.Tensor, v as tf.Tensor, kernels);
      return tf.concat(tf.grads(attended)([query, key, value], upstream), 2); // [1, 1, 3n, dHead]
    },
  });
}

const full: Attend = (query, key, value, kernels) =>
  scaledDotProductAttention(query, key, value, undefined, kernels);
const unshifted: Attend = (query, key, value, kernels) =>
  unshiftedAttention(query, key, value, kernels);
const inBlocks =
  (size: number): Attend =>
  (query, key, value, kernels) =>
    blockwiseAttention(query, key, value, size, undefined, kernels);
/** All keys in one block: nothing is cut, nothing is merged, and the softmax is that of the blocks. */
const inOneBlock: Attend = (query, key, value, kernels) =>
  blockwiseAttention(query, key, value, key.shape[2] as number, undefined, kernels);
const recomputed: Attend = (query, key, value, kernels) =>
  recomputedAttention(query, key, value, blockSize, undefined, kernels);

export default defineExperiment({
  name: 'attention-memory',
  axis: { name: 'sequenceLength', symbol: 'n' },
  primary: { of: { case: 'blocks-128@one', at: 2048 }, over: { case: 'full@one', at: 2048 } },
  shape: { batchSize: 1, numHeads: 1, dHead, blockSize, probedLength },
  cases: [
    forward('full', full),
    forward('unshifted', unshifted),
    ...blockSizes.map((size) => forward(`blocks-${size}`, inBlocks(size))),
    forward('one-block', inOneBlock),
    // Forward two products; back four, and the scores once more where they were not kept.
    gradient('gradient-full', 6, full),
    gradient('gradient-blocks', 6, inBlocks(blockSize)),
    gradient('gradient-recomputed', 7, recomputed),
  ],
  functions: {
    attention: {
      oracle: (n, seed) => attentionTruth(drawHead(n, dHead, seed)),
      reductionLength: (n) => n,
    },
    'attention-gradient': {
      oracle(n, seed) {
        const { query, key, value, upstream } = drawHead(n, dHead, seed);
        const head = { query: headRows(query), key: headRows(key), value: headRows(value) };
        return attentionGradientOracle(head, headRows(upstream));
      },
      reductionLength: (n) => 4 * n,
    },
  },
  predictions: {
    // Four bytes a number: n × n scores and as many weights, and what is as long as the inputs beside.
    'full-peak': 4 * (2 * 2048 ** 2 + 2 * 2048 * dHead),
    // Of one block: scores, scores less the largest, weights.
    'blocks-peak': 4 * 3 * 2048 * blockSize,
  },
});
