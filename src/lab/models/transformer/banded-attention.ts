import * as tf from '@tensorflow/tfjs-core';
import { expectDivides, expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import type { DenseArray } from '../weights.ts';
import { scaledDotProductAttention } from './attention.ts';
import { hidden } from './masks.ts';

/** Mask [n, n] of a window: position i sees itself and the `width` − 1 positions before it. */
export function bandMask(n: number, width: number): DenseArray {
  const values = new Float32Array(n * n).fill(hidden);
  for (let row = 0; row < n; row++) {
    values.fill(0, row * n + Math.max(0, row - width + 1), row * n + row + 1);
  }
  return { shape: [n, n], values };
}

/** Mask [blocks, 1, width, 2·width] of a block of queries over its own keys and the block before. */
export function bandBlockMask(n: number, width: number): DenseArray {
  expectDivides(['width', width], ['n', n]);
  const blocks = n / width;
  const values = new Float32Array(blocks * width * 2 * width).fill(hidden);
  for (let block = 0; block < blocks; block++) {
    for (let row = 0; row < width; row++) {
      const start = (block * width + row) * 2 * width;
      // Column c stands for the key at distance row + width − c; before the first block are none.
      const first = block === 0 ? width : row + 1;
      values.fill(0, start + first, start + row + width + 1);
    }
  }
  return { shape: [blocks, 1, width, 2 * width], values };
}

/**
 * Attention in which each position sees itself and the `width` − 1 positions before it (Beltagy et al.
 * 2020), in blocks of `width` queries over 2·width keys: 2·n·width scores in the place of n². query, key
 * and value [B, h, n, dHead]; `mask` from bandBlockMask(n, width); [B, h, n, dHead].
 */
export function bandedAttention(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  width: number,
  mask: tf.Tensor,
  kernels: Kernels = {},
): tf.Tensor {
  expectShape('query', query, ['B', 'h', 'n', 'dHead']);
  const [batchSize, numHeads, n, dHead] = query.shape as [number, number, number, number];
  expectShape('key', key, [batchSize, numHeads, n, dHead]);
  expectShape('value', value, [batchSize, numHeads, n, dHead]);
  expectDivides(['width', width], ['n', n]);
  expectShape('mask', mask, [n / width, 1, width, 2 * width]);
  const blocks = n / width;
  const own = [batchSize * numHeads, blocks, width, dHead] as const;
  const inBlocks = (x: tf.Tensor) => tf.reshape(x, [...own]); // [B·h, blocks, width, dHead]
  const withBlockBefore = (x: tf.Tensor) => {
    const present = inBlocks(x);
    const before = tf.concat(
      [
        tf.zeros([batchSize * numHeads, 1, width, dHead]),
        tf.slice(present, [0, 0, 0, 0], [batchSize * numHeads, blocks - 1, width, dHead]),
      ],
      1,
    ); // [B·h, blocks, width, dHead]
    return tf.concat([before, present], 2); // [B·h, blocks, 2·width, dHead]
  };
  const heads = scaledDotProductAttention(
    inBlocks(query),
    withBlockBefore(key),
    withBlockBefore(value),
    tf.reshape(mask, [1, blocks, width, 2 * width]),
    kernels,
  ); // [B·h, blocks, width, dHead]
  return tf.reshape(heads, [batchSize, numHeads, n, dHead]);
}
