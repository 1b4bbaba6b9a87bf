import * as tf from '@tensorflow/tfjs-core';
import { lstmOracle } from '#lab/models/oracle/lstm.ts';
import { flatten, multiply, rowsOf } from '#lab/models/oracle/matrix.ts';
import { encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import { fusedLstm, type LstmKernel, stackKernels } from '#lab/models/recurrent/fused-lstm.ts';
import { drawLstm, lstm, lstmFlops } from '#lab/models/recurrent/lstm.ts';
import {
  drawEncoderLayer,
  encoderLayer,
  encoderLayerFlops,
} from '#lab/models/transformer/encoder-layer.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { defineExperiment } from './experiment.ts';

// How does the time of one layer grow with the length of the sequence: an encoder layer, which
// sees all positions at once, and an LSTM, which takes them one after another?

const dModel = 256;
const numHeads = 4;
const dFf = 4 * dModel;
const roofSize = 1024;
const grid = [16, 32, 64, 128, 256, 512, 1024];
const quickGrid = [16, 64, 256, 1024];

/** The same n vectors for every network: rows for the encoder, time-major for the LSTM. */
const rowsOfSequence = (n: number, seed: number) => seededNormal(seed)([n, dModel], 1);
const timeMajor = (n: number, seed: number) => seededNormal(seed)([n, 1, dModel], 1);

const lstmWeights = (seed: number) => drawLstm(seededNormal(seed + 1), dModel, dModel);
const encoderWeights = (seed: number) => drawEncoderLayer(seededNormal(seed + 2), dModel, dFf);

const roofFactors = (seed: number): [DenseArray, DenseArray] => {
  const draw = seededNormal(seed + 3);
  return [draw([roofSize, roofSize], 1), draw([roofSize, roofSize], 1)];
};

export default defineExperiment({
  name: 'sequence-length',
  axis: { name: 'sequenceLength', symbol: 'n' },
  shape: { batchSize: 1, dModel, numHeads, dFf },
  cases: [
    {
      network: 'encoder-layer',
      threads: ['one', 'all'],
      computes: 'encoder-layer',
      grid,
      quickGrid,
      flops: (n) => encoderLayerFlops(n, dModel, dFf),
      sequentialSteps: () => 1,
      open(n, seed, kernels) {
        const inputs = { x: rowsOfSequence(n, seed), weights: encoderWeights(seed) };
        const { tensors, dispose } = toTensors(inputs);
        const options = { batchSize: 1, numHeads, kernels };
        return { run: () => encoderLayer(tensors.x, tensors.weights, options), dispose };
      },
    },
    {
      network: 'lstm',
      threads: ['one', 'all'],
      computes: 'lstm',
      grid,
      quickGrid,
      flops: (n) => lstmFlops(n, dModel, dModel),
      sequentialSteps: (n) => n,
      open(n, seed, kernels) {
        const inputs = { x: timeMajor(n, seed), weights: lstmWeights(seed) };
        const { tensors, dispose } = toTensors(inputs);
        return { run: () => lstm(tensors.x, tensors.weights, kernels), dispose };
      },
    },
    {
      network: 'lstm-fused',
      threads: ['one', 'all'],
      computes: 'lstm',
      grid,
      quickGrid,
      needs: 'lstm',
      flops: (n) => lstmFlops(n, dModel, dModel),
      sequentialSteps: (n) => n,
      open(n, seed, { lstm: kernel }) {
        const inputs = { x: timeMajor(n, seed), weights: stackKernels(lstmWeights(seed)) };
        const { tensors, dispose } = toTensors(inputs);
        const layer = kernel as LstmKernel;
        return { run: () => fusedLstm(layer, tensors.x, tensors.weights), dispose };
      },
    },
    {
      // The roof of every picture: the fastest that this engine multiplies matrices here.
      network: 'matrix-product',
      threads: ['one', 'all'],
      computes: 'matrix-product',
      grid: [roofSize],
      quickGrid: [roofSize],
      flops: (n) => 2 * n ** 3,
      sequentialSteps: () => 1,
      open(_n, seed, { matMul = tf.matMul }) {
        const [left, right] = roofFactors(seed);
        const { tensors, dispose } = toTensors({ left, right });
        return { run: () => matMul(tensors.left, tensors.right), dispose };
      },
    },
  ],
  functions: {
    'encoder-layer': {
      oracle: (n, seed) =>
        encoderLayerOracle(rowsOfSequence(n, seed), encoderWeights(seed), numHeads),
      reductionLength: (n) => Math.max(n, dFf),
    },
    lstm: {
      oracle: (n, seed) => lstmOracle(timeMajor(n, seed), lstmWeights(seed)),
      reductionLength: () => 2 * dModel,
    },
    'matrix-product': {
      oracle: (_n, seed) => {
        const [left, right] = roofFactors(seed);
        return flatten(multiply(rowsOf(left), rowsOf(right)));
      },
      reductionLength: (n) => n,
    },
  },
});
