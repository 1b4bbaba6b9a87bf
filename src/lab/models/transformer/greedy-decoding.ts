import * as tf from '@tensorflow/tfjs-core';
import { expectIntegers } from '../check.ts';
import { cachedDecoderLayer } from './decoder-layer.ts';
import { embed, project } from './embedding.ts';
import { decode, type EncoderDecoderWeights, encode, type PassOptions } from './encoder-decoder.ts';
import { type KeyValues, keyValuesOf } from './key-value-cache.ts';

/** How to decode: the token that stands before the first, and how many are wanted. */
export interface GreedyOptions extends PassOptions {
  startToken: number;
  steps: number;
  /** Causal mask [maxLength, maxLength]; its upper left corner serves shorter prefixes. */
  causal: tf.Tensor;
  /** Hides the padding of the source from encoder and decoder: [B, 1, 1, n]. */
  memoryMask?: tf.Tensor | undefined;
}

// #region greedy-decoding
/**
 * Greedy decoding, at each step the most likely next token, with the whole prefix computed again:
 * source tokens [B, n] to chosen tokens, int32 [B, steps]. Token t needs token t − 1.
 */
export function greedyByRecomputation(
  source: tf.Tensor,
  weights: EncoderDecoderWeights<tf.Tensor>,
  options: GreedyOptions,
): tf.Tensor {
  const { causal, memoryMask, kernels } = options;
  const { memory, prefix: start } = begin(source, weights, options);
  const batchSize = source.shape[0] as number;
  let prefix = start; // [B, t]
  for (let t = 1; t <= options.steps; t++) {
    const longer = tf.tidy(() => {
      const masks = { self: tf.slice(causal, [0, 0], [t, t]), memory: memoryMask }; // [t, t]
      const hidden = decode(prefix, memory, weights, masks, options); // [B·t, dModel]
      const byPosition = tf.reshape(hidden, [batchSize, t, -1]); // [B, t, dModel]
      const last = tf.slice(byPosition, [0, t - 1, 0], [-1, 1, -1]); // [B, 1, dModel]
      const rows = tf.reshape(last, [batchSize, -1]); // [B, dModel]
      const chosen = tf.argMax(project(rows, weights.embedding, kernels), 1); // [B]
      return tf.concat([prefix, tf.reshape(chosen, [batchSize, 1])], 1); // [B, t + 1]
    });
    tf.dispose(prefix);
    prefix = longer;
  }
  tf.dispose(memory);
  return withoutStart(prefix); // [B, steps]
}

/** The same tokens, one position a step: keys and values of the earlier ones come from a cache. */
export function greedyWithCache(
  source: tf.Tensor,
  weights: EncoderDecoderWeights<tf.Tensor>,
  options: GreedyOptions,
): tf.Tensor {
  const { numHeads, kernels } = options;
  const batchSize = source.shape[0] as number;
  const heads = { batchSize, numHeads, kernels };
  const { memory, prefix: start } = begin(source, weights, options);
  const sources = weights.decoder.map(({ crossAttention }) =>
    tf.tidy(() => keyValuesOf(memory, crossAttention, heads)),
  ); // for each layer [B, h, n, dHead]
  tf.dispose(memory);
  const tokens = [start]; // each [B, 1]
  let caches: KeyValues[] = [];
  for (let t = 0; t < options.steps; t++) {
    const step = tf.tidy(() => {
      const { positions } = options;
      const grown: KeyValues[] = [];
      let y = embed(tokens[t] as tf.Tensor, weights.embedding, positions, { from: t, kernels }); // [B, dModel]
      for (const [index, layer] of weights.decoder.entries()) {
        const own = sources[index] as KeyValues;
        const { output, cache } = cachedDecoderLayer(
          y,
          caches[index],
          own,
          layer,
          heads,
          options.memoryMask,
        );
        grown.push(cache);
        y = output; // [B, dModel]
      }
      const chosen = tf.argMax(project(y, weights.embedding, kernels), 1); // [B]
      return { chosen: tf.reshape(chosen, [batchSize, 1]), grown };
    });
    tf.dispose(caches);
    caches = step.grown;
    tokens.push(step.chosen);
  }
  const prefix = tf.concat(tokens, 1); // [B, 1 + steps]
  tf.dispose([tokens, caches, sources] as tf.TensorContainer);
  return withoutStart(prefix); // [B, steps]
}
// #endregion

function begin(
  source: tf.Tensor,
  weights: EncoderDecoderWeights<tf.Tensor>,
  { startToken, steps, ...options }: GreedyOptions,
): { memory: tf.Tensor; prefix: tf.Tensor } {
  expectIntegers('startToken', [startToken], 0, (weights.embedding.shape[0] as number) - 1);
  expectIntegers('steps', [steps], 1, options.positions.shape[0] as number);
  return {
    memory: tf.tidy(() => encode(source, weights, options.memoryMask, options)), // [B·n, dModel]
    prefix: tf.fill([source.shape[0] as number, 1], startToken, 'int32'), // [B, 1]
  };
}

function withoutStart(prefix: tf.Tensor): tf.Tensor {
  const [batchSize, length] = prefix.shape as [number, number];
  const tokens = tf.slice(prefix, [0, 1], [batchSize, length - 1]); // [B, steps]
  tf.dispose(prefix);
  return tokens;
}
