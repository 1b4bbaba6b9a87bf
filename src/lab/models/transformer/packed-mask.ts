import { expectIntegers } from '../check.ts';
import type { DenseArray } from '../weights.ts';
import { hidden } from './masks.ts';

/**
 * Mask [n, n] of several sequences packed into one of n positions, Σ lengths if not more: each position
 * sees those of its own sequence alone (Krell et al. 2021).
 */
export function packedMask(
  lengths: readonly number[],
  n = lengths.reduce((sum, each) => sum + each, 0),
): DenseArray {
  expectIntegers('lengths', lengths, 1, n);
  const values = new Float32Array(n * n).fill(hidden);
  let start = 0;
  for (const length of lengths) {
    for (let row = start; row < start + length; row++) {
      values.fill(0, row * n + start, row * n + start + length);
    }
    start += length;
  }
  return { shape: [n, n], values };
}
