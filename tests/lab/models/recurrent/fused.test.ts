import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { gruOracle } from '#lab/models/oracle/gru.ts';
import { lstmOracle } from '#lab/models/oracle/lstm.ts';
import { fusedGru, stackGruWeights } from '#lab/models/recurrent/fused-gru.ts';
import { fusedLstm, stackKernels } from '#lab/models/recurrent/fused-lstm.ts';
import { type GruWeights, gru } from '#lab/models/recurrent/gru.ts';
import { type LstmWeights, lstm } from '#lab/models/recurrent/lstm.ts';
import { type DenseArray, type OnBackend, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, valuesOf } from '../../../support/on-backend.ts';

let kernels: Required<Kernels>;
beforeAll(async () => {
  kernels = (await native.open()).fused as Required<Kernels>;
});

/** Weights of a layer with so many gates, biases not zero. */
function draw(gates: number, dIn: number, dModel: number): LstmWeights<DenseArray> {
  const normal = seededNormal(dIn + dModel);
  return {
    inputKernel: normal([dIn, gates * dModel], 1 / Math.sqrt(dIn)),
    recurrentKernel: normal([dModel, gates * dModel], 1 / Math.sqrt(dModel)),
    bias: normal([gates * dModel], 1),
  };
}

type Weights = GruWeights<tf.Tensor>;

/** The fused layers as functions of the weights of the plain ones, so that gradients compare. */
const fusedLstmOf = (x: tf.Tensor, { inputKernel, recurrentKernel, bias }: Weights) =>
  fusedLstm(kernels.lstm, x, { kernel: tf.concat([inputKernel, recurrentKernel], 0), bias });

const fusedGruOf = (x: tf.Tensor, { inputKernel, recurrentKernel, bias }: Weights) => {
  const stacked = tf.concat([inputKernel, recurrentKernel], 0);
  const [update, reset, candidate] = tf.split(stacked, 3, 1) as tf.Tensor[];
  const [updateBias, resetBias, candidateBias] = tf.split(bias, 3) as tf.Tensor[];
  return fusedGru(kernels.gru, x, {
    gateKernel: tf.concat([reset as tf.Tensor, update as tf.Tensor], 1),
    candidateKernel: candidate as tf.Tensor,
    gateBias: tf.concat([resetBias as tf.Tensor, updateBias as tf.Tensor]),
    candidateBias: candidateBias as tf.Tensor,
  });
};

const sizes = [
  [1, 1, 4, 4],
  [9, 1, 5, 8],
  [7, 3, 6, 4],
  [33, 2, 16, 16],
] as const;

const name = 'n = %d, B = %d, dIn = %d, dModel = %d';

describe('the stacked weights give the oracle’s hidden states', () => {
  it.each(sizes)(`LSTM: ${name}`, (n, batchSize, dIn, dModel) => {
    const [x, weights] = [seededNormal(n)([n, batchSize, dIn], 1), draw(4, dIn, dModel)];
    const { tensors, dispose } = toTensors({ x, stacked: stackKernels(weights) });
    const values = valuesOf(() => fusedLstm(kernels.lstm, tensors.x, tensors.stacked));
    dispose();
    expectClose(values, lstmOracle(x, weights), n * (dIn + dModel));
  });

  it.each(sizes)(`GRU: ${name}`, (n, batchSize, dIn, dModel) => {
    const [x, weights] = [seededNormal(n)([n, batchSize, dIn], 1), draw(3, dIn, dModel)];
    const { tensors, dispose } = toTensors({ x, stacked: stackGruWeights(weights) });
    const values = valuesOf(() => fusedGru(kernels.gru, tensors.x, tensors.stacked));
    dispose();
    expectClose(values, gruOracle(x, weights), n * (dIn + dModel));
  });
});

describe('fused and op by op have the same gradients', () => {
  const layers: [string, number, typeof fusedLstmOf, (x: tf.Tensor, w: Weights) => tf.Tensor][] = [
    ['LSTM', 4, fusedLstmOf, lstm],
    ['GRU', 3, fusedGruOf, gru],
  ];
  describe.each(layers)('%s', (_name, gates, fused, plain) => {
    it.each(sizes)(name, (n, batchSize, dIn, dModel) => {
      const normal = seededNormal(n);
      const drawn = { x: normal([n, batchSize, dIn], 1), weights: draw(gates, dIn, dModel) };
      const { tensors, dispose } = toTensors({ ...drawn, dy: normal([n, batchSize, dModel], 1) });
      const [own, truth] = [fused, plain].map((layer) => gradients(layer, tensors));
      dispose();
      for (const [index, values] of (own as Float32Array[]).entries()) {
        const length = n * batchSize * (dIn + gates * dModel);
        expectClose(values, (truth as Float32Array[])[index] as Float32Array, length);
      }
    });
  });
});

/** Gradients for x, both kernels and the bias; fails if a tensor stays alive. */
function gradients(
  layer: (x: tf.Tensor, weights: Weights) => tf.Tensor,
  { x, weights, dy }: OnBackend<{ x: DenseArray; weights: GruWeights<DenseArray>; dy: DenseArray }>,
): Float32Array[] {
  const alive = tf.memory().numTensors;
  const { inputKernel, recurrentKernel, bias } = weights;
  const values = tf.tidy(() => {
    const differentiate = tf.grads((input, W, U, b) =>
      layer(input as tf.Tensor, { inputKernel: W, recurrentKernel: U, bias: b } as Weights),
    );
    const all = differentiate([x, inputKernel, recurrentKernel, bias], dy);
    return all.map((each) => each.dataSync<'float32'>().slice());
  });
  expect(tf.memory().numTensors).toBe(alive);
  return values;
}

describe('the fused layers refuse', () => {
  it.each([
    ['an empty sequence', [0, 1, 4], 'x must have shape [n, B, dIn], all above 0'],
    ['another input width', [3, 1, 7], 'ernel must have shape [12, '],
  ])('%s', (_name, shape, message) => {
    const { tensors, dispose } = toTensors({
      lstm: stackKernels(draw(4, 4, 5)),
      gru: stackGruWeights(draw(3, 4, 5)),
    });
    tf.tidy(() => {
      const x = tf.zeros(shape);
      expect(() => fusedLstm(kernels.lstm, x, tensors.lstm)).toThrow(message);
      expect(() => fusedGru(kernels.gru, x, tensors.gru)).toThrow(message);
    });
    dispose();
  });

  it('a bias whose columns are not four gates', () => {
    tf.tidy(() => {
      const weights = { kernel: tf.zeros([9, 18]), bias: tf.zeros([18]) };
      expect(() => fusedLstm(kernels.lstm, tf.zeros([3, 1, 4]), weights)).toThrow(
        '4 must divide columns of bias; received 4 4 and columns of bias 18.',
      );
    });
  });
});
