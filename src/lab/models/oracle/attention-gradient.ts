import { dot, flatten, type Matrix } from './matrix.ts';

/** One head: query [n, dHead], key and value [m, dHead]. */
export interface OneHead {
  query: Matrix;
  key: Matrix;
  value: Matrix;
}

/**
 * Gradients of Σ upstream ∘ attention(query, key, value) in float64, [query; key; value] flat: for each query
 * the softmax's Jacobian diag(p) − p pᵀ applied as it stands, one query after another.
 */
export function attentionGradientOracle(
  { query, key, value }: OneHead,
  upstream: Matrix,
): Float64Array {
  const zeros = (like: Matrix) => like.map((row) => new Float64Array(row.length));
  const [ofQuery, ofKey, ofValue] = [zeros(query), zeros(key), zeros(value)];
  for (const [row, own] of query.entries()) {
    const scale = 1 / Math.sqrt(own.length);
    const scores = Float64Array.from(key, (each) => dot(own, each, 0, own.length) * scale);
    const largest = scores.reduce((a, b) => Math.max(a, b));
    const exponentials = scores.map((score) => Math.exp(score - largest));
    const total = exponentials.reduce((a, b) => a + b, 0);
    const weights = exponentials.map((each) => each / total); // [m]
    const asked = upstream[row] as Float64Array; // [dHead]
    const ofWeights = Float64Array.from(value, (each) => dot(asked, each, 0, each.length)); // [m]
    const mean = dot(weights, ofWeights, 0, weights.length);
    for (const [at, weight] of weights.entries()) {
      const ofScore = weight * ((ofWeights[at] as number) - mean) * scale;
      addScaled(ofQuery[row] as Float64Array, ofScore, key[at] as Float64Array);
      addScaled(ofKey[at] as Float64Array, ofScore, own);
      addScaled(ofValue[at] as Float64Array, weight, asked);
    }
  }
  return flatten([...ofQuery, ...ofKey, ...ofValue]);
}

function addScaled(sum: Float64Array, factor: number, row: Float64Array): void {
  for (const [index, value] of row.entries()) sum[index] = (sum[index] as number) + factor * value;
}
