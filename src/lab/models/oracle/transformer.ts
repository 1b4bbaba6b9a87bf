import type { CausalDecoderShape, CausalDecoderWeights } from '../transformer/causal-decoder.ts';
import type { DecoderLayerWeights } from '../transformer/decoder-layer.ts';
import type { EncoderDecoderWeights } from '../transformer/encoder-decoder.ts';
import type { EncoderLayerWeights } from '../transformer/encoder-layer.ts';
import type { FeedForwardWeights } from '../transformer/feed-forward.ts';
import type { LayerNormWeights } from '../transformer/layer-norm.ts';
import type { AttentionWeights } from '../transformer/multi-head-attention.ts';
import type { DenseArray } from '../weights.ts';
import { add, dot, flatten, type Matrix, multiply, rowOf, rowsOf } from './matrix.ts';

// Float64, plain arrays, written from the equations of Vaswani et al. 2017, one sequence at a time:
// there is no batch, so that there is no padding either.

/** The encoder layer: x [n, dModel], flat result. */
export function encoderLayerOracle(
  x: DenseArray,
  weights: EncoderLayerWeights<DenseArray>,
  numHeads: number,
): Float64Array {
  return flatten(encoderLayer(rowsOf(x), weights, numHeads, everywhere));
}

/** The decoder layer, causal: x [m, dModel], memory [n, dModel], flat result. */
export function decoderLayerOracle(
  x: DenseArray,
  memory: DenseArray,
  weights: DecoderLayerWeights<DenseArray>,
  numHeads: number,
): Float64Array {
  return flatten(decoderLayer(rowsOf(x), rowsOf(memory), weights, numHeads));
}

/** Logits [T, V] of the decoder-only stack: position t sees positions up to t. */
export function causalDecoderOracle(
  tokens: readonly number[],
  weights: CausalDecoderWeights<DenseArray>,
  { numHeads }: Pick<CausalDecoderShape, 'numHeads'>,
): Float64Array {
  const embedding = rowsOf(weights.embedding);
  let x = embed(tokens, embedding);
  for (const each of weights.layers) x = encoderLayer(x, each, numHeads, upToItself);
  return flatten(project(x, embedding));
}

/** Logits [m, V] of the encoder-decoder, given a source and a target shifted right. */
export function encoderDecoderOracle(
  source: readonly number[],
  target: readonly number[],
  weights: EncoderDecoderWeights<DenseArray>,
  { numHeads }: { numHeads: number },
): Float64Array {
  const embedding = rowsOf(weights.embedding);
  let memory = embed(source, embedding);
  for (const each of weights.encoder) memory = encoderLayer(memory, each, numHeads, everywhere);
  let y = embed(target, embedding);
  for (const each of weights.decoder) y = decoderLayer(y, memory, each, numHeads);
  return flatten(project(y, embedding));
}

/** Which keys a query may look at. */
type MayLook = (query: number, key: number) => boolean;

const everywhere: MayLook = () => true;
const upToItself: MayLook = (query, key) => key <= query;

function encoderLayer(
  x: Matrix,
  weights: EncoderLayerWeights<DenseArray>,
  numHeads: number,
  mayLook: MayLook,
): Matrix {
  const attended = attention(x, x, weights.attention, numHeads, mayLook);
  const middle = normalise(add(x, attended), weights.attentionNorm);
  return normalise(add(middle, feedForward(middle, weights.feedForward)), weights.feedForwardNorm);
}

function decoderLayer(
  x: Matrix,
  memory: Matrix,
  weights: DecoderLayerWeights<DenseArray>,
  numHeads: number,
): Matrix {
  const own = attention(x, x, weights.selfAttention, numHeads, upToItself);
  const first = normalise(add(x, own), weights.selfAttentionNorm);
  const crossed = attention(first, memory, weights.crossAttention, numHeads, everywhere);
  const second = normalise(add(first, crossed), weights.crossAttentionNorm);
  return normalise(add(second, feedForward(second, weights.feedForward)), weights.feedForwardNorm);
}

/** Sec. 3.2: for each head softmax(q_i · k_j / √dHead) over the keys j in sight, times the values. */
function attention(
  x: Matrix,
  memory: Matrix,
  weights: AttentionWeights<DenseArray>,
  numHeads: number,
  mayLook: MayLook,
): Matrix {
  const query = multiply(x, rowsOf(weights.query));
  const key = multiply(memory, rowsOf(weights.key));
  const value = multiply(memory, rowsOf(weights.value));
  const dModel = x[0]?.length ?? 0;
  const dHead = dModel / numHeads;
  const heads = query.map((own, i) => {
    const row = new Float64Array(dModel);
    for (let start = 0; start < dModel; start += dHead) {
      const scores = key.map((each, j) =>
        mayLook(i, j)
          ? dot(own, each, start, start + dHead) / Math.sqrt(dHead)
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
  return multiply(heads, rowsOf(weights.output));
}

/** Sec. 3.3: max(0, x W₁ + b₁) W₂ + b₂. */
export function feedForward(x: Matrix, weights: FeedForwardWeights<DenseArray>): Matrix {
  const inner = add(multiply(x, rowsOf(weights.inner)), rowOf(weights.innerBias));
  const hidden = inner.map((row) => row.map((each) => Math.max(0, each)));
  return add(multiply(hidden, rowsOf(weights.outer)), rowOf(weights.outerBias));
}

/** Sec. 3.4 and 3.5: √dModel times the token's vector, plus sines and cosines of its position. */
function embed(tokens: readonly number[], embedding: Matrix): Matrix {
  return tokens.map((token, position) =>
    (embedding[token] as Float64Array).map((value, column, { length: dModel }) => {
      const angle = position / 10_000 ** ((2 * Math.floor(column / 2)) / dModel);
      return value * Math.sqrt(dModel) + (column % 2 === 0 ? Math.sin(angle) : Math.cos(angle));
    }),
  );
}

/** Sec. 3.4: the product with every token's vector. */
function project(x: Matrix, embedding: Matrix): Matrix {
  return x.map((row) => Float64Array.from(embedding, (entry) => dot(row, entry, 0, entry.length)));
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
