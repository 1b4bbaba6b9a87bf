import type { NextTokenWeights } from '../training/next-token.ts';
import type { DenseArray } from '../weights.ts';
import { asDense, valueAndSlope } from './along-direction.ts';
import { flatten, type Matrix, multiply, rowsOf } from './matrix.ts';

/** The hidden states of one sequence: rows x [n, dModel] to [n, dHidden], flat. */
export type HiddenOracle<Layer> = (x: DenseArray, weights: Layer) => Float64Array;

/**
 * The loss of a training step and its slope along a direction in the space of the weights, in
 * float64. Of each sequence every token but the last is read, and every token but the first is
 * to be told; the loss is the mean of −log p over all of them.
 */
export function nextTokenOracle<Layer extends object>(
  sequences: readonly (readonly number[])[],
  weights: NextTokenWeights<DenseArray, Layer>,
  direction: NextTokenWeights<DenseArray, Layer>,
  hiddenOf: HiddenOracle<Layer>,
): Float64Array {
  return valueAndSlope((each) => meanLoss(sequences, each, hiddenOf), weights, direction);
}

function meanLoss<Layer>(
  sequences: readonly (readonly number[])[],
  weights: NextTokenWeights<DenseArray, Layer>,
  hiddenOf: HiddenOracle<Layer>,
): number {
  const [embedding, output] = [rowsOf(weights.embedding), rowsOf(weights.output)];
  const dHidden = output.length;
  const losses = sequences.flatMap((tokens) => {
    const x: Matrix = tokens.slice(0, -1).map((token) => embedding[token] as Float64Array);
    const flat = hiddenOf(
      asDense([x.length, embedding[0]?.length ?? 0], flatten(x)),
      weights.layer,
    );
    const logits = multiply(rowsOf(asDense([x.length, dHidden], flat)), output);
    return logits.map((row, position) => lossOf(row, tokens[position + 1] as number));
  });
  return losses.reduce((sum, each) => sum + each, 0) / losses.length;
}

/** −log softmax(row)[target]. */
function lossOf(row: Float64Array, target: number): number {
  const largest = row.reduce((max, each) => Math.max(max, each), Number.NEGATIVE_INFINITY);
  const total = row.reduce((sum, each) => sum + Math.exp(each - largest), 0);
  return largest + Math.log(total) - (row[target] as number);
}
