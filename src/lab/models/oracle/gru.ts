import type { GruWeights, ResetAfterGruWeights } from '../recurrent/gru.ts';
import type { DenseArray } from '../weights.ts';
import { rowOf, rowsOf } from './matrix.ts';
import { dense, gateOf, recur, type State, sigmoid } from './recurrence.ts';

/**
 * The GRU that resets before the product, in float64 (Cho et al. 2014, eq. 5-8): x [n, B, dIn], or
 * [n, dIn] for one sequence; hidden states [n, B, dModel], flat. Columns are update, reset, candidate.
 */
export function gruOracle(x: DenseArray, weights: GruWeights<DenseArray>): Float64Array {
  const [input, recurrent] = [rowsOf(weights.inputKernel), rowsOf(weights.recurrentKernel)];
  const bias = rowOf(weights.bias);
  const dModel = recurrent.length;
  const candidateKernel = recurrent.map((row) => gateOf(row, 2, dModel));
  return recur<State>(x, { hidden: new Float64Array(dModel) }, (row, { hidden }) => {
    const projected = dense(row, input, bias);
    const gates = dense(hidden, recurrent, projected).map(sigmoid);
    const reset = hidden.map((value, unit) => value * (gateOf(gates, 1, dModel)[unit] as number));
    const sum = dense(reset, candidateKernel, gateOf(projected, 2, dModel));
    return { hidden: mix(gateOf(gates, 0, dModel), hidden, sum.map(Math.tanh)) };
  });
}

/**
 * The GRU that resets after the product, in float64 (PyTorch's nn.GRU, whose z and r are our update
 * and reset): h̃ = tanh(x_t W + b + r∘(h_{t−1} U + b′)). Shapes and columns as `gruOracle`.
 */
export function resetAfterGruOracle(
  x: DenseArray,
  weights: ResetAfterGruWeights<DenseArray>,
): Float64Array {
  const [input, recurrent] = [rowsOf(weights.inputKernel), rowsOf(weights.recurrentKernel)];
  const [bias, recurrentBias] = [rowOf(weights.bias), rowOf(weights.recurrentBias)];
  const dModel = recurrentBias.length / 3;
  return recur<State>(x, { hidden: new Float64Array(dModel) }, (row, { hidden }) => {
    const ofInput = dense(row, input, bias);
    const ofState = dense(hidden, recurrent, recurrentBias);
    const gates = ofInput.map((value, column) => sigmoid(value + (ofState[column] as number)));
    const [update, reset] = [gateOf(gates, 0, dModel), gateOf(gates, 1, dModel)];
    const candidate = gateOf(ofInput, 2, dModel).map((value, unit) =>
      Math.tanh(value + (reset[unit] as number) * (gateOf(ofState, 2, dModel)[unit] as number)),
    );
    return { hidden: mix(update, hidden, candidate) };
  });
}

/** z∘h + (1−z)∘h̃. */
function mix(update: Float64Array, hidden: Float64Array, candidate: Float64Array): Float64Array {
  return update.map(
    (z, unit) => z * (hidden[unit] as number) + (1 - z) * (candidate[unit] as number),
  );
}
