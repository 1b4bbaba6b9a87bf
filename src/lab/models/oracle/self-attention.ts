import type { AttentionWeights } from '../transformer/multi-head-attention.ts';
import type { DenseArray } from '../weights.ts';
import { add, dot, flatten, type Matrix, multiply, rowsOf } from './matrix.ts';

/**
 * Multi-head self-attention of one sequence in float64, as a sum over heads: Σ head_i W_i^O with
 * head_i = softmax(x W_i^Q (x W_i^K)ᵀ / √dHead) x W_i^V, where W_i^O are the rows of W^O that belong
 * to head i (Vaswani et al. 2017, sec. 3.2.2). x [n, dModel], flat result.
 */
export function selfAttentionOracle(
  x: DenseArray,
  weights: AttentionWeights<DenseArray>,
  numHeads: number,
): Float64Array {
  const rows = rowsOf(x);
  const [query, key, value] = [weights.query, weights.key, weights.value].map((kernel) =>
    multiply(rows, rowsOf(kernel)),
  ) as [Matrix, Matrix, Matrix];
  const output = rowsOf(weights.output);
  const dHead = output.length / numHeads;
  let sum: Matrix | undefined;
  for (let start = 0; start < output.length; start += dHead) {
    const columns = (matrix: Matrix) => matrix.map((row) => row.subarray(start, start + dHead));
    const head = attend(columns(query), columns(key), columns(value)); // [n, dHead]
    const part = multiply(head, output.slice(start, start + dHead)); // [n, dModel]
    sum = sum === undefined ? part : add(sum, part);
  }
  return flatten(sum ?? []);
}

/** softmax(Q Kᵀ / √dHead) V, row by row (eq. 1). */
function attend(query: Matrix, key: Matrix, value: Matrix): Matrix {
  return query.map((own) => {
    const scores = Float64Array.from(
      key,
      (each) => dot(own, each, 0, own.length) / Math.sqrt(own.length),
    );
    const largest = scores.reduce((a, b) => Math.max(a, b));
    const exponentials = scores.map((score) => Math.exp(score - largest));
    const total = exponentials.reduce((a, b) => a + b, 0);
    return multiply([exponentials.map((each) => each / total)], value)[0] as Float64Array;
  });
}
