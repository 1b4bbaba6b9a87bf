import * as tf from '@tensorflow/tfjs-core';
import { expectIntegers, expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import { oneHot } from '../one-hot.ts';

/**
 * Token ids on the current backend, int32 [B, n]. Throws a RangeError where sequences differ in
 * length or an id is not in the vocabulary: some engines would read beyond the table in silence.
 */
export function tokenTensor(
  name: string,
  sequences: readonly (readonly number[])[],
  vocabularySize: number,
): tf.Tensor2D {
  const n = sequences[0]?.length ?? 0;
  const other = sequences.find((each) => each.length !== n);
  if (other !== undefined) {
    throw new RangeError(
      `${name} must be sequences of one length (pad the shorter ones, and mask them); ` +
        `received lengths ${n} and ${other.length}.`,
    );
  }
  expectIntegers(name, sequences.flat(), 0, vocabularySize - 1);
  return tf.tensor2d(sequences.flat(), [sequences.length, n], 'int32');
}

/**
 * Embeddings times √dModel plus positions (Vaswani et al. 2017, sec. 3.4 and 3.5).
 * tokens int32 [B, n] that stand at positions from … from + n − 1, embedding [V, dModel], positions
 * [maxLength, dModel]; rows [B·n, dModel].
 */
export function embed(
  tokens: tf.Tensor,
  embedding: tf.Tensor,
  positions: tf.Tensor,
  { from = 0, kernels }: { from?: number; kernels?: Kernels | undefined } = {},
): tf.Tensor {
  expectShape('tokens', tokens, ['B', 'n']);
  const [batchSize, n] = tokens.shape as [number, number];
  const [maxLength, dModel] = positions.shape as [number, number];
  if (from + n > maxLength) {
    throw new RangeError(
      `positions must reach as far as the sequence; received ${maxLength} positions for ${from + n}.`,
    );
  }
  const rows = lookUp(tf.reshape(tokens, [batchSize * n]), embedding, kernels); // [B·n, dModel]
  const scaled = tf.reshape(tf.mul(rows, Math.sqrt(dModel)), [batchSize, n, dModel]); // [B, n, dModel]
  const placed = tf.add(scaled, tf.slice(positions, [from, 0], [n, dModel])); // [B, n, dModel]
  return tf.reshape(placed, [batchSize * n, dModel]); // [B·n, dModel]
}

/** Logits over the vocabulary by the embedding's own weights (sec. 3.4): [rows, dModel] to [rows, V]. */
export function project(
  hidden: tf.Tensor,
  embedding: tf.Tensor,
  { matMul = tf.matMul }: Kernels = {},
): tf.Tensor {
  return matMul(hidden, embedding, false, true); // [rows, V]
}

/**
 * Rows of a table: ids int32 [rows], table [V, dModel]; [rows, dModel]. The gradient is the product
 * one-hot(ids)ᵀ dy, because not every engine can scatter-add.
 */
export function lookUp(ids: tf.Tensor1D, table: tf.Tensor, kernels?: Kernels): tf.Tensor {
  const vocabularySize = table.shape[0] as number;
  const matMul = kernels?.matMul ?? tf.matMul;
  return tf.customGrad((differentiated, save) => {
    (save as tf.GradSaveFunc)([ids]);
    return {
      value: tf.gather(differentiated as tf.Tensor, ids), // [rows, dModel]
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
        const chosen = oneHot(saved as tf.Tensor, vocabularySize); // [rows, V]
        return matMul(chosen, dy, true, false); // [V, dModel]
      },
    };
  })(table);
}
