import type { LstmWeights } from '../recurrent/lstm.ts';
import type { DenseArray } from '../weights.ts';
import { flatten, rowOf, rowsOf } from './matrix.ts';

/**
 * The LSTM in float64, step by step from its equations: x [n, dIn]; hidden states [n, dModel], flat.
 * Columns of the kernels are input, forget, candidate, output.
 */
export function lstmOracle(x: DenseArray, weights: LstmWeights<DenseArray>): Float64Array {
  const inputKernel = rowsOf(weights.inputKernel);
  const recurrentKernel = rowsOf(weights.recurrentKernel);
  const bias = rowOf(weights.bias);
  const dModel = recurrentKernel.length;
  let hidden = new Float64Array(dModel);
  let cell = new Float64Array(dModel);
  const states = rowsOf(x).map((row) => {
    const gates = bias.slice();
    accumulate(gates, row, inputKernel);
    accumulate(gates, hidden, recurrentKernel);
    const gate = (which: number, unit: number) => gates[which * dModel + unit] as number;
    cell = cell.map((previous, unit) => {
      const kept = sigmoid(gate(1, unit)) * previous;
      return kept + sigmoid(gate(0, unit)) * Math.tanh(gate(2, unit));
    });
    hidden = cell.map((value, unit) => sigmoid(gate(3, unit)) * Math.tanh(value));
    return hidden;
  });
  return flatten(states);
}

/** target += vector · matrix. */
function accumulate(target: Float64Array, vector: Float64Array, matrix: Float64Array[]): void {
  for (const [index, factor] of vector.entries()) {
    const row = matrix[index] as Float64Array;
    for (let column = 0; column < target.length; column++) {
      target[column] = (target[column] as number) + factor * (row[column] as number);
    }
  }
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
