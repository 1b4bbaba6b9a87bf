import type { MinGruWeights } from '../recurrent/min-gru.ts';
import type { DenseArray } from '../weights.ts';
import { add, flatten, type Matrix, multiply, rowOf, rowsOf } from './matrix.ts';

/**
 * minGRU in float64, one position after another (Feng et al. 2024, sec. 3.1): x [n, B, dIn] with B = 1;
 * the states [n, dModel], flat.
 */
export function minGruOracle(x: DenseArray, weights: MinGruWeights<DenseArray>): Float64Array {
  const rows = rowsOf({ shape: [x.shape[0] as number, x.shape[2] as number], values: x.values });
  const project = (kernel: DenseArray, bias: DenseArray) =>
    add(multiply(rows, rowsOf(kernel)), rowOf(bias));
  const gates = project(weights.gateKernel, weights.gateBias);
  const candidates = project(weights.stateKernel, weights.stateBias);
  const states: Matrix = [];
  for (const [step, own] of gates.entries()) {
    states.push(
      own.map((gate, column) => {
        const z = 1 / (1 + Math.exp(-gate));
        const before = states[step - 1]?.[column] ?? 0;
        return (1 - z) * before + z * ((candidates[step] as Float64Array)[column] as number);
      }),
    );
  }
  return flatten(states);
}
