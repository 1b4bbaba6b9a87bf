import * as tf from '@tensorflow/tfjs-core';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Kernels } from '../kernels.ts';
import { scaledDotProductAttention } from './attention.ts';

/** Queries, keys and values of scaled dot-product attention (see attention.ts). */
export interface AttentionInputs<Leaf> {
  query: Leaf;
  key: Leaf;
  value: Leaf;
}

/**
 * Scaled dot-product attention with the query rows cut into `pieces` of nearly equal length, computed
 * one piece after another in an order drawn from the seed, and put together again. No row of the
 * result reads another row's query: O_i = softmax(q_i Kᵀ / √dHead) V (Vaswani et al. 2017, eq. 1).
 * query [B, h, n, dHead], key and value [B, h, m, dHead]; [B, h, n, dHead].
 */
export function attentionInPieces(
  { query, key, value }: AttentionInputs<tf.Tensor>,
  pieces: number,
  seed: number,
  kernels?: Kernels,
): tf.Tensor {
  const n = query.shape[2] as number;
  if (!(Number.isInteger(pieces) && pieces >= 1 && pieces <= n)) {
    throw new RangeError(`pieces must be an integer from 1 to n = ${n}; received ${pieces}.`);
  }
  const rows: tf.Tensor[] = [];
  for (const piece of shuffledPieces(pieces, seed)) {
    const from = Math.floor((piece * n) / pieces);
    const to = Math.floor(((piece + 1) * n) / pieces);
    const own = tf.slice(query, [0, 0, from, 0], [-1, -1, to - from, -1]); // [B, h, to − from, dHead]
    rows[piece] = scaledDotProductAttention(own, key, value, undefined, kernels);
  }
  return tf.concat(rows, 2); // [B, h, n, dHead]
}

/** 0 … pieces − 1 in an order drawn from the seed (Fisher and Yates). */
function shuffledPieces(pieces: number, seed: number): number[] {
  const generator = xoroshiro128plus(seed);
  const order = Array.from({ length: pieces }, (_, piece) => piece);
  for (let last = pieces - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last);
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}
