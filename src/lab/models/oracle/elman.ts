import type { ElmanWeights } from '../recurrent/elman.ts';
import type { DenseArray } from '../weights.ts';
import { rowOf, rowsOf } from './matrix.ts';
import { dense, recur, type State } from './recurrence.ts';

/**
 * The Elman network in float64, h_t = tanh(x_t W + h_{t−1} U + b): x [n, B, dIn], or [n, dIn] for
 * one sequence; hidden states [n, B, dModel], flat.
 */
export function elmanOracle(x: DenseArray, weights: ElmanWeights<DenseArray>): Float64Array {
  const inputKernel = rowsOf(weights.inputKernel);
  const recurrentKernel = rowsOf(weights.recurrentKernel);
  const bias = rowOf(weights.bias);
  const zeros = new Float64Array(bias.length);
  return recur<State>(x, { hidden: zeros }, (row, before) => {
    const sum = dense(before.hidden, recurrentKernel, dense(row, inputKernel, bias));
    return { hidden: sum.map(Math.tanh) };
  });
}
