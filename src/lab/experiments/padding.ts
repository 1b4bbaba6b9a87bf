import * as tf from '@tensorflow/tfjs-core';
import {
  asTheyCome,
  type Batching,
  byLength,
  drawLengths,
  inBuckets,
  packed,
  pairsOf,
  positionsOf,
} from '#lab/models/batching.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import {
  encodeBatch,
  type PlacedBatch,
  placeSequences,
  restoreOrder,
} from '#lab/models/transformer/encode-batch.ts';
import { drawEncoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { defineExperiment, type Observation, type TensorCase } from './experiment.ts';

// What does a batch of unequal sentences cost? The same sentences through the same layer, put into batches
// as they come, by length, in buckets, and packed several to a row.

const [dModel, numHeads, dFf] = [64, 4, 256];
// The lengths are the data of the experiment; what stands in the sentences is drawn anew each time.
const [count, medianLength, longestLength] = [256, 24, 128];
const lengths = drawLengths(count, medianLength, longestLength, 1);
const numTokens = lengths.reduce((sum, each) => sum + each, 0);
const grid = [4, 16, 64];

function sentencesOf(seed: number): DenseArray[] {
  const draw = seededNormal(seed);
  return lengths.map((length) => draw([length, dModel], 1));
}
const weightsOf = (seed: number) => drawEncoderLayer(seededNormal(seed + 1), dModel, dFf);

/** All batches in place, and the layer over each of them: every real position, [numTokens, dModel]. */
function openBatches(batching: Batching, batchSize: number, seed: number, kernels: Kernels) {
  const batches = batching(lengths, batchSize);
  const sentences = sentencesOf(seed);
  const placed = batches.map((batch) => placeSequences(sentences, batch));
  const { tensors: weights, dispose } = toTensors(weightsOf(seed));
  const encode = (each: PlacedBatch, mask = each.mask) =>
    tf.tidy(() => encodeBatch({ ...each, mask }, weights, numHeads, kernels));
  return {
    run: () => tf.tidy(() => tf.concat(placed.map((each) => encode(each)))),
    runUnmasked: () =>
      tf.tidy(() => tf.concat(placed.map((each) => encode(each, tf.zerosLike(each.mask))))),
    inOrder: (rows: tf.Tensor) => restoreOrder(rows, batches, lengths),
    dispose() {
      for (const { x, mask, real } of placed) tf.dispose([x, mask, real]);
      dispose();
    },
  };
}

/** Multiplications and additions of all that is computed, padding too (see encoderLayerFlops). */
function flopsOf(batching: Batching, batchSize: number): number {
  const batches = batching(lengths, batchSize);
  const perPosition = 8 * dModel ** 2 + 4 * dModel * dFf;
  return perPosition * positionsOf(batches) + 4 * dModel * pairsOf(batches);
}

/** Every sentence by itself, one after another. */
const truthOf = (seed: number) => {
  const rows = sentencesOf(seed).map((each) => encoderLayerOracle(each, weightsOf(seed), numHeads));
  const all = new Float64Array(numTokens * dModel);
  let end = 0;
  for (const each of rows) {
    all.set(each, end);
    end += each.length;
  }
  return all;
};

/** The largest difference that forgetting the mask makes, and the share of positions that are padding. */
function observePadding(
  batching: Batching,
  batchSize: number,
  seed: number,
  kernels: Kernels,
): Observation[] {
  const padded = 1 - numTokens / positionsOf(batching(lengths, batchSize));
  const { run, runUnmasked, dispose } = openBatches(batching, batchSize, seed, kernels);
  const difference = tf.tidy(() => tf.max(tf.abs(tf.sub(run(), runUnmasked()))));
  const largest = difference.dataSync()[0] as number;
  difference.dispose();
  dispose();
  return [
    { name: 'padded-share', shape: [1], values: [padded] },
    { name: 'error-without-mask', shape: [1], values: [largest] },
  ];
}

function caseOf(network: string, batching: Batching, points = grid): TensorCase {
  return {
    network,
    threads: ['one'],
    computes: 'encoded',
    grid: points,
    quickGrid: points,
    flops: (batchSize) => flopsOf(batching, batchSize),
    sequentialSteps: () => 1,
    open(batchSize, seed, kernels) {
      const { run, inOrder, dispose } = openBatches(batching, batchSize, seed, kernels);
      return { run, check: () => inOrder(run()), dispose };
    },
    observe: (batchSize, seed, kernels) => observePadding(batching, batchSize, seed, kernels),
  };
}

export default defineExperiment({
  name: 'padding',
  axis: { name: 'batchSize', symbol: 'B' },
  primary: { of: { case: 'as-they-come@one', at: 64 }, over: { case: 'by-length@one', at: 64 } },
  shape: { dModel, numHeads, dFf, sentences: count, medianLength, longestLength, numTokens },
  cases: [
    caseOf('alone', asTheyCome, [1]),
    caseOf('as-they-come', asTheyCome),
    caseOf('in-buckets', inBuckets),
    caseOf('by-length', byLength),
    caseOf('packed', packed),
  ],
  functions: {
    encoded: {
      oracle: (_, seed) => truthOf(seed),
      reductionLength: () => Math.max(longestLength, dFf),
    },
  },
});
