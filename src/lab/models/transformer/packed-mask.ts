import { expectIntegers } from '../check.ts';
import type { DenseArray } from '../weights.ts';
import { hidden } from './masks.ts';

/**
 * Mask [n, n] of several sequences packed into one of n = Σ lengths positions: each position sees
 * those of its own sequence alone (Krell et al. 2021).
 */
export function packedMask(lengths: readonly number[]): DenseArray {
  expectIntegers('lengths', lengths, 1, Number.MAX_SAFE_INTEGER);
  const n = lengths.reduce((sum, each) => sum + each, 0);
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
