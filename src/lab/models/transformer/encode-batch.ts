import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from '../batching.ts';
import type { Kernels } from '../kernels.ts';
import type { DenseArray } from '../weights.ts';
import { type EncoderLayerWeights, encoderLayer } from './encoder-layer.ts';
import { paddingMask } from './masks.ts';
import { packedMask } from './packed-mask.ts';

/** A batch in place: rows [R·width, dModel], what they may see, and where the real positions are. */
export interface PlacedBatch {
  x: tf.Tensor;
  mask: tf.Tensor;
  /** Rows of x that are no padding, int32. */
  real: tf.Tensor1D;
  size: number;
}

/** Puts a batch of `sequences` [length, dModel] in place; padding is zeros. */
export function placeSequences(sequences: readonly DenseArray[], batch: Batch): PlacedBatch {
  const { rows, width } = batch;
  const dModel = sequences[0]?.shape[1] as number;
  const values = new Float32Array(rows.length * width * dModel);
  const real: number[] = [];
  for (const [row, own] of rows.entries()) {
    let at = row * width;
    for (const sequence of own) {
      const { shape, values: filled } = sequences[sequence] as DenseArray;
      values.set(filled, at * dModel);
      real.push(...Array.from({ length: shape[0] as number }, (_, position) => at + position));
      at += shape[0] as number;
    }
  }
  const lengths = rows.map((own) => own.map((sequence) => sequences[sequence]?.shape[0] as number));
  const mask = maskOf(lengths, width);
  return {
    x: tf.tensor(values, [rows.length * width, dModel]),
    mask: tf.tensor(mask.values, mask.shape),
    real: tf.tensor1d(real, 'int32'),
    size: rows.length,
  };
}

// #region encode
/** One encoder layer over a batch, without the padding: [positions that are real, dModel]. */
export function encodeBatch(
  { x, mask, real, size }: PlacedBatch,
  weights: EncoderLayerWeights<tf.Tensor>,
  numHeads: number,
  kernels?: Kernels,
): tf.Tensor {
  const options = { batchSize: size, numHeads, kernels };
  return tf.gather(encoderLayer(x, weights, options, mask), real);
}
// #endregion

/** Rows of all batches, one after another, back in the order of the sequences: [Σ lengths, dModel]. */
export function restoreOrder(
  rows: tf.Tensor,
  batches: readonly Batch[],
  lengths: readonly number[],
): tf.Tensor {
  const starts: number[] = [];
  let end = 0;
  for (const sequence of batches.flatMap(({ rows: own }) => own.flat())) {
    starts[sequence] = end;
    end += lengths[sequence] as number;
  }
  const order = starts.flatMap((start, sequence) =>
    Array.from({ length: lengths[sequence] as number }, (_, position) => start + position),
  );
  return tf.gather(rows, tf.tensor1d(order, 'int32'));
}

/** What the rows of a batch may see, by the lengths of their sequences: each its own sequence alone. */
function maskOf(lengths: readonly (readonly number[])[], width: number): DenseArray {
  if (lengths.every((own) => own.length === 1)) {
    return paddingMask(lengths.flat(), width); // [R, 1, 1, width]
  }
  const values = new Float32Array(lengths.length * width ** 2);
  for (const [row, own] of lengths.entries()) {
    values.set(packedMask(own, width).values, row * width ** 2);
  }
  return { shape: [lengths.length, 1, width, width], values };
}
