import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { gruOracle } from '../oracle/gru.ts';
import { lstmOracle } from '../oracle/lstm.ts';
import { add, flatten, rowsOf } from '../oracle/matrix.ts';
import type { HiddenOracle } from '../oracle/next-token.ts';
import { encoderRows, inFloat64 } from '../oracle/one-position.ts';
import { fusedLstm, type LstmKernel, stackKernels } from '../recurrent/fused-lstm.ts';
import { drawGru, type GruWeights, gru, gruFlops } from '../recurrent/gru.ts';
import { drawLstm, type LstmWeights, lstm, lstmFlops } from '../recurrent/lstm.ts';
import {
  drawEncoderLayer,
  type EncoderLayerWeights,
  encoderLayer,
  encoderLayerFlops,
} from '../transformer/encoder-layer.ts';
import { causalMask } from '../transformer/masks.ts';
import { sinusoidalPositions } from '../transformer/positions.ts';
import { type DenseArray, type Draw, type OnBackend, toTensors } from '../weights.ts';
import type { RowOrder } from './next-token.ts';

/** A batch of B sequences of n positions. */
export interface BatchSizes {
  n: number;
  batchSize: number;
}

/** A layer that may stand in a model of the next token, and its float64 truth. */
export interface NextTokenLayer<Weights extends object, Placed extends object = Weights> {
  dHidden: number;
  rowOrder: RowOrder;
  draw(draw: Draw): Weights;
  /** The weights as the layer wants them on the backend. */
  place(weights: Weights): Placed;
  /** What the layer needs beside its weights, made once; then rows [n·B, dModel] to [n·B, dHidden]. */
  open(
    sizes: BatchSizes,
    kernels: Kernels,
  ): { compute(rows: tf.Tensor, weights: OnBackend<Placed>): tf.Tensor; dispose(): void };
  hidden: HiddenOracle<Weights>;
  /** Multiply-adds counted as two, of the forward pass over one sequence. */
  flops(n: number): number;
}

const nothing = () => {};

/** The LSTM, op by op. */
export function lstmLayer(d: number): NextTokenLayer<LstmWeights<DenseArray>> {
  return {
    dHidden: d,
    rowOrder: 'by-step',
    draw: (draw) => drawLstm(draw, d, d),
    place: (weights) => weights,
    open: (sizes, kernels) => ({
      compute: (rows, weights) => overSteps(rows, sizes, (x) => lstm(x, weights, kernels)),
      dispose: nothing,
    }),
    hidden: lstmOracle,
    flops: (n) => lstmFlops(n, d, d),
  };
}

/** The same function with all steps in one native kernel. */
export function fusedLstmLayer(
  d: number,
): NextTokenLayer<LstmWeights<DenseArray>, ReturnType<typeof stackKernels>> {
  return {
    ...lstmLayer(d),
    place: stackKernels,
    open: (sizes, kernels) => ({
      compute: (rows, weights) =>
        overSteps(rows, sizes, (x) => fusedLstm(kernels.lstm as LstmKernel, x, weights)),
      dispose: nothing,
    }),
  };
}

/** The GRU, op by op. */
export function gruLayer(d: number, units: number): NextTokenLayer<GruWeights<DenseArray>> {
  return {
    dHidden: units,
    rowOrder: 'by-step',
    draw: (draw) => drawGru(draw, d, units),
    place: (weights) => weights,
    open: (sizes, kernels) => ({
      compute: (rows, weights) => overSteps(rows, sizes, (x) => gru(x, weights, kernels)),
      dispose: nothing,
    }),
    hidden: gruOracle,
    flops: (n) => gruFlops(n, d, units),
  };
}

/** A Transformer block: positions, then an encoder layer in which none sees those after it. */
export function causalBlock(
  d: number,
  numHeads: number,
  dFf: number,
): NextTokenLayer<EncoderLayerWeights<DenseArray>> {
  return {
    dHidden: d,
    rowOrder: 'by-sequence',
    draw: (draw) => drawEncoderLayer(draw, d, dFf),
    place: (weights) => weights,
    open({ n, batchSize }, kernels) {
      const { tensors, dispose } = toTensors({
        mask: causalMask(n),
        positions: sinusoidalPositions(n, d),
      });
      const options = { batchSize, numHeads, kernels };
      return {
        compute(rows, weights) {
          const placed = tf.add(tf.reshape(rows, [batchSize, n, d]), tensors.positions); // [B, n, d]
          const x = tf.reshape(placed, [batchSize * n, d]); // [B·n, d]
          return encoderLayer(x, weights, options, tensors.mask);
        },
        dispose,
      };
    },
    hidden(x, weights) {
      const placed = add(rowsOf(x), rowsOf(sinusoidalPositions(x.shape[0] as number, d)));
      return flatten(encoderRows(placed, inFloat64(weights), numHeads, true));
    },
    flops: (n) => encoderLayerFlops(n, d, dFf),
  };
}

/** Rows of steps [n·B, dModel] through a recurrent layer: [n·B, dHidden]. */
function overSteps(
  rows: tf.Tensor,
  { n, batchSize }: BatchSizes,
  layer: (x: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const states = layer(tf.reshape(rows, [n, batchSize, -1])); // [n, B, dHidden]
  return tf.reshape(states, [n * batchSize, -1]); // [n·B, dHidden]
}
