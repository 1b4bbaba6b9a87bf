import type * as tf from '@tensorflow/tfjs-core';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Kernels } from '../kernels.ts';
import {
  attendPartially,
  blocksOf,
  finishAttention,
  keysOf,
  mergePartials,
  type PartialAttention,
} from './blockwise-attention.ts';

type Merge = (parts: readonly PartialAttention[], seed: number) => PartialAttention;

/** Orders in which blocks of keys may be merged: one after another, from the end, as a tree, by chance. */
export const mergeOrders = {
  'in-turn': (parts) => parts.reduce(mergePartials),
  backwards: (parts) => parts.reduceRight(mergePartials),
  tree: mergeAsTree,
  random: mergeByChance,
} as const satisfies Record<string, Merge>;

export type MergeOrder = keyof typeof mergeOrders;

/** Attention over blocks of keys, merged in an order: the same function in each (see mergePartials). */
export function attendInOrder(
  { query, key, value }: Readonly<Record<'query' | 'key' | 'value', tf.Tensor>>,
  blockSize: number,
  order: MergeOrder,
  seed: number,
  kernels?: Kernels,
): tf.Tensor {
  const parts = blocksOf(key, value, blockSize).map(({ from, size }) =>
    attendPartially(query, keysOf(key, from, size), keysOf(value, from, size), undefined, kernels),
  );
  return finishAttention(mergeOrders[order](parts, seed));
}

/** Neighbours in pairs, then pairs in pairs: as many rounds as the logarithm of the blocks. */
function mergeAsTree(parts: readonly PartialAttention[]): PartialAttention {
  if (parts.length === 1) return parts[0] as PartialAttention;
  const half = Math.ceil(parts.length / 2);
  return mergePartials(mergeAsTree(parts.slice(0, half)), mergeAsTree(parts.slice(half)));
}

/** Any two of what is left, until one is. */
function mergeByChance(parts: readonly PartialAttention[], seed: number): PartialAttention {
  const generator = xoroshiro128plus(seed);
  const left = [...parts];
  const take = () =>
    left.splice(uniformInt(generator, 0, left.length - 1), 1)[0] as PartialAttention;
  while (left.length > 1) left.push(mergePartials(take(), take()));
  return left[0] as PartialAttention;
}
