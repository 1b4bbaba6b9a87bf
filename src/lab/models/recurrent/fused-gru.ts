import type * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { DenseArray } from '../weights.ts';
import type { GruWeights } from './gru.ts';

/**
 * A backend's native kernel for a GRU layer whose reset gate acts before the product: x [n, B, dIn],
 * gateKernel [dIn + dModel, 2·dModel] (input rows first; columns reset, update), candidateKernel
 * [dIn + dModel, dModel], gateBias [2·dModel], candidateBias [dModel]; hidden states [n, B, dModel].
 */
export type GruKernel = (
  x: tf.Tensor,
  gateKernel: tf.Tensor,
  candidateKernel: tf.Tensor,
  gateBias: tf.Tensor,
  candidateBias: tf.Tensor,
) => tf.Tensor;

/** The weights of a GRU as `GruKernel` takes them. */
export interface StackedGruWeights<Leaf> {
  gateKernel: Leaf;
  candidateKernel: Leaf;
  gateBias: Leaf;
  candidateBias: Leaf;
}

// #region fused-gru
/** The same function as `gru`, each of the n steps one native kernel: x [n, B, dIn]. */
export function fusedGru(
  kernel: GruKernel,
  x: tf.Tensor,
  { gateKernel, candidateKernel, gateBias, candidateBias }: StackedGruWeights<tf.Tensor>,
): tf.Tensor {
  expectShape('x', x, ['n', 'B', 'dIn']);
  expectShape('candidateBias', candidateBias, ['dModel']);
  const [dIn, dModel] = [x.shape[2] as number, candidateBias.shape[0] as number];
  expectShape('gateKernel', gateKernel, [dIn + dModel, 2 * dModel]);
  expectShape('candidateKernel', candidateKernel, [dIn + dModel, dModel]);
  expectShape('gateBias', gateBias, [2 * dModel]);
  return kernel(x, gateKernel, candidateKernel, gateBias, candidateBias); // [n, B, dModel]
}
// #endregion

/** The weights stacked as the native kernel wants them: input rows first, reset before update. */
export function stackGruWeights(weights: GruWeights<DenseArray>): StackedGruWeights<DenseArray> {
  const { inputKernel, recurrentKernel, bias } = weights;
  const dModel = recurrentKernel.shape[0] as number;
  const rows = (inputKernel.shape[0] as number) + dModel;
  const values = new Float32Array(inputKernel.values.length + recurrentKernel.values.length);
  values.set(inputKernel.values);
  values.set(recurrentKernel.values, inputKernel.values.length);
  const stacked = { shape: [rows, 3 * dModel], values };
  const [update, reset, candidate] = [0, 1, 2] as const;
  const columns = (array: DenseArray, gates: number[]) => pickGates(array, dModel, gates);
  return {
    gateKernel: columns(stacked, [reset, update]),
    candidateKernel: columns(stacked, [candidate]),
    gateBias: columns(bias, [reset, update]),
    candidateBias: columns(bias, [candidate]),
  };
}

/** The columns of these gates, each dModel wide, in this order. */
function pickGates({ shape, values }: DenseArray, dModel: number, gates: number[]): DenseArray {
  const width = shape.at(-1) as number;
  const picked = new Float32Array((values.length / width) * gates.length * dModel);
  let end = 0;
  for (let row = 0; row < values.length; row += width) {
    for (const gate of gates) {
      const from = row + gate * dModel;
      picked.set(values.subarray(from, from + dModel), end);
      end += dModel;
    }
  }
  return { shape: [...shape.slice(0, -1), gates.length * dModel], values: picked };
}
