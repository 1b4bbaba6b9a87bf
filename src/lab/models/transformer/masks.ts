import { expectIntegers } from '../check.ts';
import type { DenseArray } from '../weights.ts';

// Masks are added to the scores: 0 where a query may look, and where it may not a number so large
// that softmax gives exactly 0 (Vaswani et al. 2017, sec. 3.2.3). It is finite: −∞ − (−∞) is NaN.
export const hidden = -1e9;

/** Causal mask [n, n]: position i sees positions up to i. */
export function causalMask(n: number): DenseArray {
  const values = new Float32Array(n * n);
  for (let row = 0; row < n; row++) values.fill(hidden, row * n + row + 1, (row + 1) * n);
  return { shape: [n, n], values };
}

/** Padding mask [B, 1, 1, m]: of the m keys of each sequence, the first `lengths` are real. */
export function paddingMask(lengths: readonly number[], m: number): DenseArray {
  expectIntegers('lengths', lengths, 1, m);
  const values = new Float32Array(lengths.length * m);
  for (const [sequence, length] of lengths.entries()) {
    values.fill(hidden, sequence * m + length, (sequence + 1) * m);
  }
  return { shape: [lengths.length, 1, 1, m], values };
}

/** Causal and padding mask in one, [B, 1, n, n]: one addition instead of two. */
export function causalPaddingMask(lengths: readonly number[], n: number): DenseArray {
  const [causal, padding] = [causalMask(n).values, paddingMask(lengths, n).values];
  const values = new Float32Array(lengths.length * n * n);
  for (let index = 0; index < values.length; index++) {
    const [sequence, key] = [Math.floor(index / (n * n)), index % n];
    values[index] = Math.min(
      causal[index % (n * n)] as number,
      padding[sequence * n + key] as number,
    );
  }
  return { shape: [lengths.length, 1, n, n], values };
}
