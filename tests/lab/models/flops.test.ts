import { describe, expect, it } from 'vitest';
import { lstmFlops } from '#lab/models/recurrent/lstm.ts';
import {
  cachedStepsFlops,
  causalPassFlops,
  prefixPassesFlops,
} from '#lab/models/transformer/causal-decoder.ts';
import { encoderLayerFlops } from '#lab/models/transformer/encoder-layer.ts';

// The closed forms against counts made product by product: [a, b] times [b, c] is 2abc.

const product = (a: number, b: number, c: number) => 2 * a * b * c;

function countEncoder(n: number, d: number, heads: number, dFf: number, keys = n): number {
  const dHead = d / heads;
  const attention = heads * (product(n, dHead, keys) + product(n, keys, dHead));
  return 4 * product(n, d, d) + attention + product(n, d, dFf) + product(n, dFf, d);
}

const shape = { numLayers: 3, dModel: 16, numHeads: 4, dFf: 40, vocabularySize: 70 };
const logits = (rows: number) => product(rows, 16, 70);
const steps = (T: number) => Array.from({ length: T }, (_, t) => t + 1);
const sum = (values: number[]) => values.reduce((total, each) => total + each, 0);

describe('the closed forms of work equal the sums over matrix products', () => {
  it.each([1, 5, 64])('encoder layer, n = %d', (n) => {
    expect(encoderLayerFlops(n, 16, 40)).toBe(countEncoder(n, 16, 4, 40));
  });

  it.each([1, 5, 64])('LSTM, n = %d', (n) => {
    expect(lstmFlops(n, 12, 16)).toBe(product(n, 12, 64) + n * product(1, 16, 64));
  });

  it.each([1, 5, 64])('one causal pass, T = %d', (T) => {
    expect(causalPassFlops(T, shape)).toBe(3 * countEncoder(T, 16, 4, 40) + logits(T));
  });

  it.each([1, 5, 64])('cached steps, T = %d', (T) => {
    const counted = sum(steps(T).map((t) => 3 * countEncoder(1, 16, 4, 40, t) + logits(1)));
    expect(cachedStepsFlops(T, shape)).toBe(counted);
  });

  it.each([1, 5, 64])('recomputed prefixes, T = %d', (T) => {
    const counted = sum(steps(T).map((t) => 3 * countEncoder(t, 16, 4, 40) + logits(1)));
    expect(prefixPassesFlops(T, shape)).toBeCloseTo(counted, 3);
  });
});
