import * as tf from '@tensorflow/tfjs-core';
import * as convolution from './convolution/causal-convolution.ts';
import { withOtherColumns, withOtherRow } from './influence.ts';
import type { Kernels } from './kernels.ts';
import { linear } from './linear.ts';
import { causalConvolutionOracle } from './oracle/convolution.ts';
import { lstmOracle } from './oracle/lstm.ts';
import { rowsOf } from './oracle/matrix.ts';
import { headsOracle } from './oracle/scaled-dot-product.ts';
import { decoderLayerOracle, encoderLayerOracle } from './oracle/transformer.ts';
import { drawLstm, lstm, lstmFlops } from './recurrent/lstm.ts';
import { scaledDotProductAttention } from './transformer/attention.ts';
import * as decoder from './transformer/decoder-layer.ts';
import * as encoder from './transformer/encoder-layer.ts';
import { splitHeads } from './transformer/heads.ts';
import { causalMask } from './transformer/masks.ts';
import { drawAttention } from './transformer/multi-head-attention.ts';
import { type DenseArray, type OnBackend, seededNormal } from './weights.ts';

// Layers of the same width, small enough to exchange every input of each for another one.

export const probedShape = { dModel: 32, numHeads: 4, dFf: 128, width: 3 };
const { dModel, numHeads, dFf, width } = probedShape;
const dHead = dModel / numHeads;

/** A layer, its inputs drawn from a seed, and what may be exchanged among them. */
export interface ProbedLayer<Inputs extends object> {
  inputs(n: number, seed: number): Inputs;
  /** Outputs one after another: position by position, or head by head. */
  compute(placed: OnBackend<Inputs>, kernels: Kernels): tf.Tensor;
  /** The float64 truth, flat. */
  oracle(inputs: Inputs): Float64Array;
  /** Where chains of dependent kernels begin. */
  begins(placed: OnBackend<Inputs>): tf.Tensor[];
  /** By finding: the same inputs, except that one of them is another, drawn from the seed. */
  exchanges: Readonly<Record<string, (inputs: Inputs, which: number, seed: number) => Inputs>>;
  /** How many outputs there are, and inputs to exchange, if not one a position. */
  count?: number;
  /** Multiply-adds counted as two. */
  flops(n: number): number;
}

const rows = (n: number, seed: number) => seededNormal(seed)([n, dModel], 1);
const batch = ({ values }: DenseArray) => ({ shape: [1, values.length / dModel, dModel], values });
const withX = <Inputs extends { x: DenseArray }>(inputs: Inputs, which: number, seed: number) => ({
  ...inputs,
  x: withOtherRow(inputs.x, which, seed),
});

const heads = { batchSize: 1, numHeads };
const encoderInputs = (n: number, seed: number) => ({
  x: rows(n, seed),
  weights: encoder.drawEncoderLayer(seededNormal(seed + 1), dModel, dFf),
});

export const encoderLayer = probed({
  inputs: encoderInputs,
  compute: ({ x, weights }, kernels) => encoder.encoderLayer(x, weights, { ...heads, kernels }),
  oracle: ({ x, weights }) => encoderLayerOracle(x, weights, numHeads),
  begins: ({ x }) => [x],
  exchanges: { influence: withX },
  flops: (n) => encoder.encoderLayerFlops(n, dModel, dFf),
});

export const causalLayer = probed({
  inputs: (n, seed) => ({ ...encoderInputs(n, seed), mask: causalMask(n) }),
  compute: ({ x, weights, mask }, kernels) =>
    encoder.encoderLayer(x, weights, { ...heads, kernels }, mask),
  // Position t of the causal layer is the last position of a layer that sees the prefix alone.
  oracle: ({ x, weights }) =>
    Float64Array.from(
      rowsOf(x).flatMap((_, t) => {
        const prefix = { shape: [t + 1, dModel], values: x.values.slice(0, (t + 1) * dModel) };
        return [...encoderLayerOracle(prefix, weights, numHeads).slice(t * dModel)];
      }),
    ),
  begins: ({ x }) => [x],
  exchanges: { influence: withX },
  flops: (n) => encoder.encoderLayerFlops(n, dModel, dFf),
});

export const lstmLayer = probed({
  inputs: (n, seed) => ({
    x: rows(n, seed),
    weights: drawLstm(seededNormal(seed + 1), dModel, dModel),
  }),
  compute: ({ x, weights }, kernels) => lstm(tf.reshape(x, [-1, 1, dModel]), weights, kernels),
  oracle: ({ x, weights }) => lstmOracle(x, weights),
  begins: ({ x }) => [x],
  exchanges: { influence: withX },
  flops: (n) => lstmFlops(n, dModel, dModel),
});

export const convolutionLayer = probed({
  inputs: (n, seed) => ({
    x: rows(n, seed),
    weights: convolution.drawCausalConvolution(seededNormal(seed + 1), width, dModel, dModel),
  }),
  compute: ({ x, weights }, kernels) =>
    convolution.causalConvolution(tf.reshape(x, [1, -1, dModel]), weights, kernels),
  oracle: ({ x, weights }) => causalConvolutionOracle(batch(x), weights),
  begins: ({ x }) => [x],
  exchanges: { influence: withX },
  flops: (n) => convolution.causalConvolutionFlops(n, width, dModel, dModel),
});

export const headsLayer = probed({
  inputs: (n, seed) => ({
    x: rows(n, seed),
    weights: drawAttention(seededNormal(seed + 1), dModel),
  }),
  compute({ x, weights }, kernels) {
    const [query, key, value] = [weights.query, weights.key, weights.value].map((kernel) =>
      splitHeads(linear(x, kernel, undefined, kernels), heads),
    ) as [tf.Tensor, tf.Tensor, tf.Tensor];
    return scaledDotProductAttention(query, key, value, undefined, kernels); // [1, h, n, dHead]
  },
  oracle: ({ x, weights }) => headsOracle(x, weights, numHeads),
  begins: ({ x }) => [x],
  count: numHeads,
  exchanges: {
    influence(inputs, head, seed) {
      const columns = { from: head * dHead, to: (head + 1) * dHead };
      const other = (kernel: DenseArray, part: number) =>
        withOtherColumns(kernel, columns, seed + part);
      const { query, key, value, output } = inputs.weights;
      const own = { query: other(query, 0), key: other(key, 10), value: other(value, 20) };
      return { ...inputs, weights: { ...own, output } };
    },
  },
  flops: (n) => 6 * n * dModel ** 2 + 4 * n ** 2 * dModel,
});

export const crossAttentionLayer = probed({
  inputs: (n, seed) => ({
    x: rows(n, seed),
    memory: rows(n, seed + 2),
    mask: causalMask(n),
    weights: decoder.drawDecoderLayer(seededNormal(seed + 1), dModel, dFf),
  }),
  compute: ({ x, memory, mask, weights }, kernels) =>
    decoder.decoderLayer(x, memory, weights, { ...heads, kernels }, { self: mask }),
  oracle: ({ x, memory, weights }) => decoderLayerOracle(x, memory, weights, numHeads),
  begins: ({ x, memory }) => [x, memory],
  exchanges: {
    influence: withX,
    'influence-of-source': (inputs, which, seed) => ({
      ...inputs,
      memory: withOtherRow(inputs.memory, which, seed),
    }),
  },
  flops: (n) => decoder.decoderLayerFlops(n, n, dModel, dFf),
});

/** Infers the inputs' type. */
function probed<Inputs extends object>(layer: ProbedLayer<Inputs>): ProbedLayer<Inputs> {
  return layer;
}
