import type { LstmWeights } from '../recurrent/lstm.ts';
import type { LstmTranslatorWeights } from '../recurrent/lstm-translator.ts';
import type { DenseArray } from '../weights.ts';
import { dot, flatten, type Matrix, multiply, rowOf, rowsOf } from './matrix.ts';
import { dense, gateOf, sigmoid } from './recurrence.ts';

/**
 * Logits in float64 of the token behind each of `target`, read from `source` without padding, token by token
 * (Sutskever et al. 2014; with attention Luong et al. 2015, eq. 5, 7, 8): [m, V], flat.
 */
export function lstmTranslatorOracle(
  source: readonly number[],
  target: readonly number[],
  weights: LstmTranslatorWeights<DenseArray>,
): Float64Array {
  const table = rowsOf(weights.embedding);
  const vectors = (tokens: readonly number[]) =>
    tokens.map((token) => table[token] as Float64Array);
  const width = table[0]?.length ?? 0;
  const zeros = { hidden: new Float64Array(width), cell: new Float64Array(width) };
  const read = run(vectors(source), weights.encoder, zeros);
  const written = run(vectors(target), weights.decoder, read.at(-1) ?? zeros);
  const memory = read.map(({ hidden }) => hidden);
  const states = written.map(({ hidden }) =>
    weights.attention === undefined ? hidden : lookBack(hidden, memory, rowsOf(weights.attention)),
  );
  return flatten(multiply(states, rowsOf(weights.output)));
}

interface State {
  hidden: Float64Array;
  cell: Float64Array;
}

function run(rows: Matrix, weights: LstmWeights<DenseArray>, start: State): State[] {
  const states: State[] = [];
  for (const row of rows) {
    const before = states.at(-1) ?? start;
    const projected = dense(row, rowsOf(weights.inputKernel), rowOf(weights.bias));
    const gates = dense(before.hidden, rowsOf(weights.recurrentKernel), projected);
    const width = before.hidden.length;
    const [input, forget, candidate, output] = [0, 1, 2, 3].map((which) =>
      gateOf(gates, which, width),
    ) as [Float64Array, Float64Array, Float64Array, Float64Array];
    const cell = before.cell.map(
      (kept, unit) =>
        sigmoid(forget[unit] as number) * kept +
        sigmoid(input[unit] as number) * Math.tanh(candidate[unit] as number),
    );
    const hidden = cell.map((value, unit) => sigmoid(output[unit] as number) * Math.tanh(value));
    states.push({ hidden, cell });
  }
  return states;
}

function lookBack(own: Float64Array, memory: Matrix, attention: Matrix): Float64Array {
  const exponentials = memory.map((each) => Math.exp(dot(own, each, 0, own.length)));
  const total = exponentials.reduce((sum, each) => sum + each, 0);
  const context = own.map((_, column) =>
    memory.reduce(
      (sum, each, index) =>
        sum + ((exponentials[index] as number) / total) * (each[column] as number),
      0,
    ),
  );
  const both = Float64Array.from([...context, ...own]);
  return (multiply([both], attention)[0] as Float64Array).map(Math.tanh);
}
