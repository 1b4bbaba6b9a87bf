import type { CausalDecoderShape, CausalDecoderWeights } from '../transformer/causal-decoder.ts';
import type { EncoderLayerWeights } from '../transformer/encoder-layer.ts';
import type { LayerNormWeights } from '../transformer/layer-norm.ts';
import type { DenseArray } from '../weights.ts';
import { add, flatten, type Matrix, multiply, rowOf, rowsOf } from './matrix.ts';

/** The encoder layer in float64, written from Vaswani et al. 2017: x [n, dModel], flat result. */
export function encoderLayerOracle(
  x: DenseArray,
  weights: EncoderLayerWeights<DenseArray>,
  numHeads: number,
): Float64Array {
  return flatten(layer(rowsOf(x), weights, numHeads, (_query, _key) => true));
}

/** Logits [T, V] of the decoder-only stack in float64: position t sees positions up to t. */
export function causalDecoderOracle(
  tokens: readonly number[],
  weights: CausalDecoderWeights<DenseArray>,
  shape: CausalDecoderShape,
): Float64Array {
  const embedding = rowsOf(weights.embedding);
  let x: Matrix = tokens.map((token, position) =>
    (embedding[token] as Float64Array).map((value, column) => {
      const angle = position / 10_000 ** ((2 * Math.floor(column / 2)) / shape.dModel);
      return (
        value * Math.sqrt(shape.dModel) + (column % 2 === 0 ? Math.sin(angle) : Math.cos(angle))
      );
    }),
  );
  for (const each of weights.layers) {
    x = layer(x, each, shape.numHeads, (query, key) => key <= query);
  }
  return flatten(
    x.map((row) => Float64Array.from(embedding, (entry) => dot(row, entry, 0, entry.length))),
  );
}

function layer(
  x: Matrix,
  weights: EncoderLayerWeights<DenseArray>,
  numHeads: number,
  mayLook: (query: number, key: number) => boolean,
): Matrix {
  const query = multiply(x, rowsOf(weights.attention.query));
  const key = multiply(x, rowsOf(weights.attention.key));
  const value = multiply(x, rowsOf(weights.attention.value));
  const dModel = x[0]?.length ?? 0;
  const dHead = dModel / numHeads;
  const concatenated = x.map((_, i) => {
    const row = new Float64Array(dModel);
    for (let start = 0; start < dModel; start += dHead) {
      const scores = key.map((each, j) =>
        mayLook(i, j)
          ? dot(query[i] as Float64Array, each, start, start + dHead) / Math.sqrt(dHead)
          : Number.NEGATIVE_INFINITY,
      );
      const largest = Math.max(...scores);
      const exponentials = scores.map((score) => Math.exp(score - largest));
      const total = exponentials.reduce((sum, each) => sum + each, 0);
      for (const [j, each] of exponentials.entries()) {
        const source = value[j] as Float64Array;
        for (let column = start; column < start + dHead; column++) {
          row[column] = (row[column] as number) + (each / total) * (source[column] as number);
        }
      }
    }
    return row;
  });
  const attended = multiply(concatenated, rowsOf(weights.attention.output));
  const middle = normalise(add(x, attended), weights.attentionNorm);
  const { inner, innerBias, outer, outerBias } = weights.feedForward;
  const hidden = add(multiply(middle, rowsOf(inner)), rowOf(innerBias)).map((row) =>
    row.map((each) => Math.max(0, each)),
  );
  const transformed = add(multiply(hidden, rowsOf(outer)), rowOf(outerBias));
  return normalise(add(middle, transformed), weights.feedForwardNorm);
}

/** (x − mean) / √(variance + 1e-5) · gain + bias, per row (Ba et al. 2016). */
function normalise(x: Matrix, { gain, bias }: LayerNormWeights<DenseArray>): Matrix {
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

function dot(a: Float64Array, b: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}
