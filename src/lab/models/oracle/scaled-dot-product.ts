import type { AttentionWeights } from '../transformer/multi-head-attention.ts';
import type { DenseArray } from '../weights.ts';
import { dot, flatten, type Matrix, multiply, rowsOf } from './matrix.ts';

/**
 * softmax(Q Kᵀ / √dHead) V in float64, one query after another (Vaswani et al. 2017, eq. 1):
 * query [n, dHead], key and value [m, dHead]; [n, dHead].
 */
export function scaledDotProductOracle(query: Matrix, key: Matrix, value: Matrix): Matrix {
  return query.map((own) => {
    const scores = key.map((each) => dot(own, each, 0, own.length) / Math.sqrt(own.length));
    const largest = Math.max(...scores);
    const exponentials = scores.map((score) => Math.exp(score - largest));
    const total = exponentials.reduce((sum, each) => sum + each, 0);
    return multiply(
      [Float64Array.from(exponentials, (each) => each / total)],
      value,
    )[0] as Float64Array;
  });
}

/** The heads before their sum, head after head: x [n, dModel]; [h, n, dHead], flat. */
export function headsOracle(
  x: DenseArray,
  weights: AttentionWeights<DenseArray>,
  numHeads: number,
): Float64Array {
  const [query, key, value] = [weights.query, weights.key, weights.value].map((kernel) =>
    multiply(rowsOf(x), rowsOf(kernel)),
  ) as [Matrix, Matrix, Matrix];
  const dHead = (x.shape[1] as number) / numHeads;
  const heads = Array.from({ length: numHeads }, (_, head) => {
    const own = (rows: Matrix) => rows.map((row) => row.slice(head * dHead, (head + 1) * dHead));
    return scaledDotProductOracle(own(query), own(key), own(value));
  });
  return flatten(heads.flat());
}
