import type { EncoderLayerWeights } from '../transformer/encoder-layer.ts';
import type { DenseArray } from '../weights.ts';
import { add, dot, flatten, type Matrix, multiply, rowOf, rowsOf } from './matrix.ts';

/**
 * `cachedLayer` in float64, one sequence and one head at a time, from the equations of Vaswani et al.
 * 2017: x [B, dModel], cached keys and values [B, h, m, dHead]; [B, dModel], flat.
 */
export function cachedLayerOracle(
  x: DenseArray,
  cache: { key: DenseArray; value: DenseArray },
  weights: EncoderLayerWeights<DenseArray>,
): Float64Array {
  const { attention } = weights;
  const rows = rowsOf(x);
  const [query, key, value] = [attention.query, attention.key, attention.value].map((each) =>
    multiply(rows, rowsOf(each)),
  ) as [Matrix, Matrix, Matrix];
  const heads = attend(query, key, value, cache);
  const attended = multiply(heads, rowsOf(attention.output));
  const middle = normalise(add(rows, attended), weights.attentionNorm);
  const { inner, innerBias, outer, outerBias } = weights.feedForward;
  const hidden = add(multiply(middle, rowsOf(inner)), rowOf(innerBias));
  const rectified = hidden.map((row) => row.map((each) => Math.max(0, each)));
  const transformed = add(multiply(rectified, rowsOf(outer)), rowOf(outerBias));
  return flatten(normalise(add(middle, transformed), weights.feedForwardNorm));
}

/** softmax(q · k_j / √dHead) over the cached positions and the new one, times the values. */
function attend(
  query: Matrix,
  key: Matrix,
  value: Matrix,
  cache: { key: DenseArray; value: DenseArray },
): Matrix {
  const [, numHeads, m, dHead] = cache.key.shape as [number, number, number, number];
  const [keys, values] = [rowsOf(cache.key), rowsOf(cache.value)];
  return query.map((own, sequence) => {
    const output = new Float64Array(own.length);
    for (let head = 0; head < numHeads; head++) {
      const columns = (row: Float64Array) => row.subarray(head * dHead, (head + 1) * dHead);
      const from = (sequence * numHeads + head) * m;
      const seen = (cached: Matrix, fresh: Matrix) => [
        ...cached.slice(from, from + m),
        columns(fresh[sequence] as Float64Array),
      ];
      const asked = columns(own);
      const scores = seen(keys, key).map((each) => dot(asked, each, 0, dHead) / Math.sqrt(dHead));
      const largest = Math.max(...scores);
      const exponentials = scores.map((score) => Math.exp(score - largest));
      const total = exponentials.reduce((sum, each) => sum + each, 0);
      for (const [j, each] of seen(values, value).entries()) {
        for (let column = 0; column < dHead; column++) {
          const at = head * dHead + column;
          const share = (exponentials[j] as number) / total;
          output[at] = (output[at] as number) + share * (each[column] as number);
        }
      }
    }
    return output;
  });
}

/** (x − mean) / √(variance + 1e-5) · gain + bias, per row (Ba et al. 2016). */
function normalise(x: Matrix, { gain, bias }: { gain: DenseArray; bias: DenseArray }): Matrix {
  return x.map((row) => {
    const mean = row.reduce((sum, each) => sum + each, 0) / row.length;
    const variance = row.reduce((sum, each) => sum + (each - mean) ** 2, 0) / row.length;
    return row.map(
      (each, column) =>
        ((each - mean) / Math.sqrt(variance + 1e-5)) * (gain.values[column] as number) +
        (bias.values[column] as number),
    );
  });
}
