import { cachedLayerOracle } from '#lab/models/oracle/cached-layer.ts';
import { lstmOracle } from '#lab/models/oracle/lstm.ts';
import { encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import { fusedLstm, type LstmKernel, stackKernels } from '#lab/models/recurrent/fused-lstm.ts';
import { drawLstm, lstm, lstmFlops } from '#lab/models/recurrent/lstm.ts';
import { cachedLayer, cachedLayerFlops } from '#lab/models/transformer/cached-layer.ts';
import {
  drawEncoderLayer,
  encoderLayer,
  encoderLayerFlops,
} from '#lab/models/transformer/encoder-layer.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { defineExperiment } from './experiment.ts';

// What does a batch give to a layer that takes all positions at once, to one that takes them one
// after another, and to a step of decoding, which has but one position of each sequence?

const dModel = 256;
const numHeads = 4;
const dFf = 4 * dModel;
const sequenceLength = 32;
const cachedPositions = 128;
const grid = [1, 4, 16, 64, 256];
const quickGrid = grid;

const layerWeights = (seed: number) => drawEncoderLayer(seededNormal(seed + 1), dModel, dFf);
const lstmWeights = (seed: number) => drawLstm(seededNormal(seed + 2), dModel, dModel);

// A large batch holds these over and over: its truth is theirs, and need not be computed again.
const distinctSequences = 16;
const distinctOf = (B: number) => Math.min(B, distinctSequences);

/** Each block of an array several times, one after another. */
function repeatBlocks<Values extends Float32Array | Float64Array>(
  values: Values,
  blockLength: number,
  times: number,
): Values {
  const repeated = new (values.constructor as new (length: number) => Values)(
    times * values.length,
  );
  for (let from = 0; from < values.length; from += blockLength) {
    const block = values.subarray(from, from + blockLength);
    for (let time = 0; time < times; time++) repeated.set(block, times * from + time * blockLength);
  }
  return repeated;
}

/** Rows [B·n, dModel], sequence by sequence: the whole batch of distinct ones is repeated. */
const acrossRows = <Values extends Float32Array | Float64Array>(values: Values, B: number) =>
  repeatBlocks(values, values.length, B / distinctOf(B));
/** Steps [n, B, dModel]: the batch of each step is repeated. */
const acrossSteps = <Values extends Float32Array | Float64Array>(values: Values, B: number) =>
  repeatBlocks(values, distinctOf(B) * dModel, B / distinctOf(B));

const distinctRows = (B: number, seed: number) =>
  seededNormal(seed)([distinctOf(B) * sequenceLength, dModel], 1);
const distinctSteps = (B: number, seed: number) =>
  seededNormal(seed)([sequenceLength, distinctOf(B), dModel], 1);
const rowsOfBatch = (B: number, seed: number) => ({
  shape: [B * sequenceLength, dModel],
  values: acrossRows(distinctRows(B, seed).values, B),
});
const timeMajor = (B: number, seed: number) => ({
  shape: [sequenceLength, B, dModel],
  values: acrossSteps(distinctSteps(B, seed).values, B),
});
const newPositions = (B: number, seed: number) => seededNormal(seed)([B, dModel], 1);

function drawCache(B: number, seed: number): { key: DenseArray; value: DenseArray } {
  const draw = seededNormal(seed + 3);
  const shape = [B, numHeads, cachedPositions, dModel / numHeads];
  return { key: draw(shape, 1), value: draw(shape, 1) };
}

/** The sequences of a batch do not meet: the truth is that of each by itself. */
function encoderOracle(B: number, seed: number): Float64Array {
  const [{ values }, weights] = [distinctRows(B, seed), layerWeights(seed)];
  const size = sequenceLength * dModel;
  const truth = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += size) {
    const own = { shape: [sequenceLength, dModel], values: values.subarray(from, from + size) };
    truth.set(encoderLayerOracle(own, weights, numHeads), from);
  }
  return acrossRows(truth, B);
}

// Written before the measurement: t(B) = t0 + B·FLOPs/R, every case with work in proportion to B.
// Operations per byte of float32 read, as d grows: a weight is read once for the batch, 2B for 4
// bytes; a cached number is read for its own sequence alone, 2 for 4 bytes.
const predictions = {
  'weights-intensity-1': 1 / 2,
  'weights-intensity-256': 256 / 2,
  'cache-intensity': 1 / 2,
  'model-holds': 1,
};

const lstmCase = {
  computes: 'lstm',
  grid,
  quickGrid,
  flops: (B: number) => B * lstmFlops(sequenceLength, dModel, dModel),
  sequentialSteps: () => sequenceLength,
};

export default defineExperiment({
  name: 'batch-size',
  axis: { name: 'batchSize', symbol: 'B' },
  primary: { of: { case: 'lstm@one', at: 1 }, over: { case: 'encoder-layer@one', at: 1 } },
  shape: { sequenceLength, cachedPositions, dModel, numHeads, dFf },
  cases: [
    {
      network: 'encoder-layer',
      threads: ['one', 'all'],
      computes: 'encoder-layer',
      grid,
      quickGrid,
      flops: (B) => B * encoderLayerFlops(sequenceLength, dModel, dFf),
      sequentialSteps: () => 1,
      open(batchSize, seed, kernels) {
        const inputs = { x: rowsOfBatch(batchSize, seed), weights: layerWeights(seed) };
        const { tensors, dispose } = toTensors(inputs);
        const options = { batchSize, numHeads, kernels };
        return { run: () => encoderLayer(tensors.x, tensors.weights, options), dispose };
      },
    },
    {
      network: 'decode-step',
      threads: ['one'],
      computes: 'decode-step',
      grid,
      quickGrid,
      flops: (B) => B * cachedLayerFlops(cachedPositions + 1, dModel, dFf),
      sequentialSteps: () => 1,
      open(batchSize, seed, kernels) {
        const inputs = {
          x: newPositions(batchSize, seed),
          cache: drawCache(batchSize, seed),
          weights: layerWeights(seed),
        };
        const { tensors, dispose } = toTensors(inputs);
        const options = { batchSize, numHeads, kernels };
        const { x, cache, weights } = tensors;
        return { run: () => cachedLayer(x, cache, weights, options), dispose };
      },
    },
    {
      ...lstmCase,
      network: 'lstm',
      threads: ['one', 'all'],
      open(B, seed, kernels) {
        const inputs = { x: timeMajor(B, seed), weights: lstmWeights(seed) };
        const { tensors, dispose } = toTensors(inputs);
        return { run: () => lstm(tensors.x, tensors.weights, kernels), dispose };
      },
    },
    {
      ...lstmCase,
      network: 'lstm-fused',
      threads: ['one'],
      needs: 'lstm',
      open(B, seed, { lstm: kernel }) {
        const inputs = { x: timeMajor(B, seed), weights: stackKernels(lstmWeights(seed)) };
        const { tensors, dispose } = toTensors(inputs);
        const layer = kernel as LstmKernel;
        return { run: () => fusedLstm(layer, tensors.x, tensors.weights), dispose };
      },
    },
  ],
  functions: {
    'encoder-layer': { oracle: encoderOracle, reductionLength: () => dFf },
    'decode-step': {
      oracle: (B, seed) =>
        cachedLayerOracle(newPositions(B, seed), drawCache(B, seed), layerWeights(seed)),
      reductionLength: () => dFf,
    },
    lstm: {
      oracle: (B, seed) => acrossSteps(lstmOracle(distinctSteps(B, seed), lstmWeights(seed)), B),
      reductionLength: () => 2 * dModel,
    },
  },
  predictions,
});
