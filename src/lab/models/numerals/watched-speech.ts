import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { cachedDecoderLayer } from '../transformer/decoder-layer.ts';
import { embed, project } from '../transformer/embedding.ts';
import { type EncoderDecoderWeights, encode } from '../transformer/encoder-decoder.ts';
import { type KeyValues, keyValuesOf } from '../transformer/key-value-cache.ts';
import { sinusoidalPositions } from '../transformer/positions.ts';
import { begin, end } from './number-corpus.ts';

/** What a layer's heads look at: weights [h, rows, columns], each row of a head with sum 1. */
export interface AttentionMap {
  shape: [numHeads: number, rows: number, columns: number];
  weights: Float32Array;
}

/** The encoder is done, all positions at once; or a word is chosen. Maps are by layer. */
export type Watched =
  | { kind: 'encoded'; own: AttentionMap[] }
  | { kind: 'said'; token: number; own: AttentionMap[]; source: AttentionMap[] };

/**
 * Greedy decoding of one numeral, word by word, with what every head looks at: the tokens of
 * greedyWithCache, up to the end or to `longest` of them. Source tokens [n].
 */
export function* watchSpeech(
  sourceTokens: readonly number[],
  weights: EncoderDecoderWeights<tf.Tensor>,
  numHeads: number,
  longest: number,
  given: Kernels = {},
): Generator<Watched, void, void> {
  const maps: AttentionMap[] = [];
  const kernels = { ...given, softmax: watchedSoftmax(given, maps) };
  const heads = { batchSize: 1, numHeads, kernels };
  const length = Math.max(sourceTokens.length, longest);
  const positions = sinusoidalPositions(length, weights.embedding.shape[1] as number);
  const placed = tf.tensor2d(positions.values, positions.shape as [number, number]);
  const options = { positions: placed, numHeads, kernels };
  const sources = tf.tidy(() => {
    const source = tf.tensor2d([...sourceTokens], [1, sourceTokens.length], 'int32');
    const memory = encode(source, weights, undefined, options); // [n, dModel]
    return weights.decoder.map(({ crossAttention }) => keyValuesOf(memory, crossAttention, heads));
  });
  let caches: KeyValues[] = [];
  try {
    yield { kind: 'encoded', own: maps.splice(0) };
    for (let t = 0, token = begin; t < longest && token !== end; t++) {
      const step = tf.tidy(() => {
        const grown: KeyValues[] = [];
        const read = tf.tensor2d([token], [1, 1], 'int32');
        let y = embed(read, weights.embedding, placed, { from: t, kernels }); // [1, dModel]
        for (const [index, layer] of weights.decoder.entries()) {
          const { output, cache } = cachedDecoderLayer(
            y,
            caches[index],
            sources[index] as KeyValues,
            layer,
            heads,
          );
          grown.push(cache);
          y = output; // [1, dModel]
        }
        return { chosen: tf.argMax(project(y, weights.embedding, kernels), 1), grown };
      });
      tf.dispose(caches);
      caches = step.grown;
      token = step.chosen.dataSync()[0] as number;
      step.chosen.dispose();
      // Each layer of the decoder attends to what was said, then to the source.
      const seen = maps.splice(0);
      const every = (parity: number) => seen.filter((_, index) => index % 2 === parity);
      yield { kind: 'said', token, own: every(0), source: every(1) };
    }
  } finally {
    tf.dispose([placed, caches, sources] as tf.TensorContainer);
  }
}

function watchedSoftmax({ softmax = tf.softmax }: Kernels, maps: AttentionMap[]) {
  return (scores: tf.Tensor): tf.Tensor => {
    const weights = softmax(scores); // [1, h, rows, columns]
    const [, ...shape] = weights.shape as [number, number, number, number];
    maps.push({ shape, weights: weights.dataSync<'float32'>().slice() });
    return weights;
  };
}
