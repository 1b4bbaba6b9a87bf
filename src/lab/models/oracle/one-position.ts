import type { EncoderLayerWeights } from '../transformer/encoder-layer.ts';
import type { FeedForwardWeights } from '../transformer/feed-forward.ts';
import type { LayerNormWeights } from '../transformer/layer-norm.ts';
import type { DenseArray } from '../weights.ts';
import { add, type Matrix, multiply, rowsOf } from './matrix.ts';

// The Transformer in float64 one position at a time, so that a position can be computed without
// those after it: from the equations of Vaswani et al. 2017, apart from the whole-sequence oracle.

/** The same tree with each array as the rows of a float64 matrix (a vector has one row). */
export type InFloat64<Weights> = Weights extends DenseArray
  ? Matrix
  : Weights extends readonly (infer Item)[]
    ? InFloat64<Item>[]
    : { [Key in keyof Weights]: InFloat64<Weights[Key]> };

export function inFloat64<Weights extends object>(arrays: Weights): InFloat64<Weights> {
  const convert = (node: object): unknown => {
    if ('values' in node && 'shape' in node) return rowsOf(node as DenseArray);
    if (Array.isArray(node)) return node.map(convert);
    return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, convert(each)]));
  };
  return convert(arrays) as InFloat64<Weights>;
}

/** Keys and values of the positions in sight, a row each. */
export interface InSight {
  keys: Matrix;
  values: Matrix;
}

/** v W for one row. */
export function times(row: Float64Array, matrix: Matrix): Float64Array {
  return multiply([row], matrix)[0] as Float64Array;
}

/** Sec. 3.2: for each head softmax(q · k_j / √dHead) over all keys in sight, times the values. */
export function attend(
  query: Float64Array,
  { keys, values }: InSight,
  numHeads: number,
): Float64Array {
  const dHead = query.length / numHeads;
  const result = new Float64Array(query.length);
  for (let head = 0; head < numHeads; head++) {
    const [from, to] = [head * dHead, (head + 1) * dHead];
    const scores = keys.map((key) => {
      let sum = 0;
      for (let unit = from; unit < to; unit++) sum += at(query, unit) * at(key, unit);
      return sum / Math.sqrt(dHead);
    });
    const largest = scores.reduce((max, score) => Math.max(max, score), Number.NEGATIVE_INFINITY);
    const exponentials = scores.map((score) => Math.exp(score - largest));
    const total = exponentials.reduce((sum, each) => sum + each, 0);
    for (const [j, each] of exponentials.entries()) {
      const value = values[j] as Float64Array;
      for (let unit = from; unit < to; unit++) {
        result[unit] = at(result, unit) + (each / total) * at(value, unit);
      }
    }
  }
  return result;
}

/** Sec. 3.3: max(0, x W₁ + b₁) W₂ + b₂. */
export function feedForward(
  row: Float64Array,
  { inner, innerBias, outer, outerBias }: FeedForwardWeights<Matrix>,
): Float64Array {
  const hidden = add([times(row, inner)], innerBias)[0] as Float64Array;
  const positive = hidden.map((each) => Math.max(0, each));
  return add([times(positive, outer)], outerBias)[0] as Float64Array;
}

/** LayerNorm(x + change): (y − mean) / √(variance + 1e-5) · gain + bias (Ba et al. 2016). */
export function addAndNormalise(
  x: Float64Array,
  change: Float64Array,
  { gain, bias }: LayerNormWeights<Matrix>,
): Float64Array {
  const y = x.map((each, unit) => each + at(change, unit));
  const mean = y.reduce((sum, each) => sum + each, 0) / y.length;
  const variance = y.reduce((sum, each) => sum + (each - mean) ** 2, 0) / y.length;
  const deviation = Math.sqrt(variance + 1e-5);
  const [gains, biases] = [gain[0] as Float64Array, bias[0] as Float64Array];
  return y.map((each, unit) => ((each - mean) / deviation) * at(gains, unit) + at(biases, unit));
}

/** An encoder layer over all rows; causal, if a position sees only those up to itself. */
export function encoderRows(
  x: Matrix,
  weights: EncoderLayerWeights<Matrix>,
  numHeads: number,
  causal: boolean,
): Matrix {
  const { attention } = weights;
  const [keys, values] = [multiply(x, attention.key), multiply(x, attention.value)];
  return x.map((row, position) => {
    const end = causal ? position + 1 : keys.length;
    const inSight = { keys: keys.slice(0, end), values: values.slice(0, end) };
    const attended = attend(times(row, attention.query), inSight, numHeads);
    const middle = addAndNormalise(row, times(attended, attention.output), weights.attentionNorm);
    const transformed = feedForward(middle, weights.feedForward);
    return addAndNormalise(middle, transformed, weights.feedForwardNorm);
  });
}

/** Sec. 3.4: √dModel times a token's vector, plus the vector of its position. */
export function embedOne(
  token: number,
  position: number,
  embedding: Matrix,
  positions: Matrix,
): Float64Array {
  const own = positions[position] as Float64Array;
  return (embedding[token] as Float64Array).map(
    (value, unit, { length: dModel }) => value * Math.sqrt(dModel) + at(own, unit),
  );
}

function at(row: Float64Array, unit: number): number {
  return row[unit] as number;
}
