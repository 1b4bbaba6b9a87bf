import type { LstmWeights } from '../recurrent/lstm.ts';
import type { DenseArray } from '../weights.ts';
import { rowOf, rowsOf } from './matrix.ts';
import { dense, gateOf, recur, type State, sigmoid } from './recurrence.ts';

interface LstmState extends State {
  cell: Float64Array;
}

/**
 * The LSTM in float64, step by step from its equations (see `lstm`): x [n, B, dIn], or [n, dIn] for
 * one sequence; hidden states [n, B, dModel], flat. Columns are input, forget, candidate, output.
 */
export function lstmOracle(x: DenseArray, weights: LstmWeights<DenseArray>): Float64Array {
  const [inputKernel, recurrentKernel] = [
    rowsOf(weights.inputKernel),
    rowsOf(weights.recurrentKernel),
  ];
  const bias = rowOf(weights.bias);
  const dModel = recurrentKernel.length;
  const zeros = new Float64Array(dModel);
  return recur<LstmState>(x, { hidden: zeros, cell: zeros }, (row, before) => {
    const gates = dense(before.hidden, recurrentKernel, dense(row, inputKernel, bias));
    const input = gateOf(gates, 0, dModel).map(sigmoid);
    const forget = gateOf(gates, 1, dModel).map(sigmoid);
    const candidate = gateOf(gates, 2, dModel).map(Math.tanh);
    const output = gateOf(gates, 3, dModel).map(sigmoid);
    const cell = before.cell.map(
      (kept, unit) => at(forget, unit) * kept + at(input, unit) * at(candidate, unit),
    );
    return { hidden: cell.map((value, unit) => at(output, unit) * Math.tanh(value)), cell };
  });
}

function at(values: Float64Array, unit: number): number {
  return values[unit] as number;
}
