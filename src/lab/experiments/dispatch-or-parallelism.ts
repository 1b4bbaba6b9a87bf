import { linear } from '#lab/models/linear.ts';
import { lstmOracle } from '#lab/models/oracle/lstm.ts';
import { flatten, multiply, rowsOf } from '#lab/models/oracle/matrix.ts';
import { encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import { fusedLstm, type LstmKernel, stackKernels } from '#lab/models/recurrent/fused-lstm.ts';
import {
  cutIntoGates,
  gateProductsFlops,
  hoistedRowProducts,
  rowProducts,
  rowsPerGate,
} from '#lab/models/recurrent/gate-products.ts';
import { drawLstm, lstm, lstmFlops } from '#lab/models/recurrent/lstm.ts';
import {
  drawEncoderLayer,
  encoderLayer,
  encoderLayerFlops,
} from '#lab/models/transformer/encoder-layer.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { defineExperiment } from './experiment.ts';

// How much of the gap between an LSTM and an encoder layer is dispatch, how much is order, how much
// is the efficiency of large matrix products, how much is work, and how much is a second core? A
// chain of cases of which each takes one of these away: their ratios multiply to the whole.

const dModel = 256;
const numHeads = 4;
const dFf = 4 * dModel;
const grid = [64, 256, 1024];
const quickGrid = grid;

const sequence = (n: number, seed: number) => seededNormal(seed)([n, dModel], 1);
const timeMajor = (n: number, seed: number) => seededNormal(seed)([n, 1, dModel], 1);
const lstmWeights = (seed: number) => drawLstm(seededNormal(seed + 1), dModel, dModel);
const encoderWeights = (seed: number) => drawEncoderLayer(seededNormal(seed + 2), dModel, dFf);

/** What the fused LSTM multiplies: rows [x, h], and both kernels, input rows first. */
const rowFactors = (n: number, seed: number) => ({
  inputs: sequence(n, seed),
  hidden: seededNormal(seed + 3)([n, dModel], 1),
  weights: lstmWeights(seed),
});

/** The rows [x, h] as one array [n, 2·dModel]. */
function sideBySide({ inputs, hidden }: { inputs: DenseArray; hidden: DenseArray }): DenseArray {
  const n = inputs.shape[0] as number;
  const values = new Float32Array(2 * n * dModel);
  for (let row = 0; row < n; row++) {
    const [from, to] = [row * dModel, (row + 1) * dModel];
    values.set(inputs.values.subarray(from, to), 2 * from);
    values.set(hidden.values.subarray(from, to), 2 * from + dModel);
  }
  return { shape: [n, 2 * dModel], values };
}

// Written before the measurement. Operations handed to the library: for each step of the LSTM a
// product, a sum, the split into gates, five activations, three products and a sum of gates and
// cell; beside the steps the input projection, its bias, the split into steps and the stack of
// states. The encoder layer has as many for every n. Order costs nothing where there is one thread
// to do all steps; the last factor is the ratio of the work, 16nd² to 24nd² + 4n²d.
const lstmKernels = (n: number) => 12 * n + 4;
const encoderKernels = 41;
const predictions = Object.fromEntries([
  ...grid.map((n) => [`lstm-kernels-${n}`, lstmKernels(n)]),
  ...grid.map((n) => [`encoder-layer-kernels-${n}`, encoderKernels]),
  ['order-on-one-thread', 1],
  ['model-holds', 1],
  ['no-gain', 1],
]);

const everywhere = { threads: ['one', 'all'], grid, quickGrid } as const;
const products = {
  computes: 'gate-products',
  flops: (n: number) => gateProductsFlops(n, 2 * dModel, dModel),
  sequentialSteps: () => 1,
};
const recurrent = {
  computes: 'lstm',
  flops: (n: number) => lstmFlops(n, dModel, dModel),
  sequentialSteps: (n: number) => n,
};

export default defineExperiment({
  name: 'dispatch-or-parallelism',
  axis: { name: 'sequenceLength', symbol: 'n' },
  primary: { of: { case: 'lstm@one', at: 1024 }, over: { case: 'encoder-layer@one', at: 1024 } },
  shape: { batchSize: 1, dModel, numHeads, dFf },
  cases: [
    {
      ...everywhere,
      ...recurrent,
      network: 'lstm',
      open(n, seed, kernels) {
        const inputs = { x: timeMajor(n, seed), weights: lstmWeights(seed) };
        const { tensors, dispose } = toTensors(inputs);
        return { run: () => lstm(tensors.x, tensors.weights, kernels), dispose };
      },
    },
    {
      ...everywhere,
      ...recurrent,
      network: 'lstm-fused',
      needs: 'lstm',
      open(n, seed, { lstm: kernel }) {
        const inputs = { x: timeMajor(n, seed), weights: stackKernels(lstmWeights(seed)) };
        const { tensors, dispose } = toTensors(inputs);
        const layer = kernel as LstmKernel;
        return { run: () => fusedLstm(layer, tensors.x, tensors.weights), dispose };
      },
    },
    {
      ...everywhere,
      ...products,
      network: 'independent-rows',
      open(n, seed) {
        const factors = rowFactors(n, seed);
        const gates = cutIntoGates(stackKernels(factors.weights).kernel);
        const { tensors, dispose } = toTensors({ rows: rowsPerGate(sideBySide(factors)), gates });
        return { run: () => rowProducts(tensors.rows, tensors.gates), dispose };
      },
    },
    {
      ...everywhere,
      ...products,
      network: 'one-product',
      open(n, seed, kernels) {
        const factors = rowFactors(n, seed);
        const { kernel } = stackKernels(factors.weights);
        const { tensors, dispose } = toTensors({ rows: sideBySide(factors), kernel });
        return { run: () => linear(tensors.rows, tensors.kernel, undefined, kernels), dispose };
      },
    },
    {
      ...everywhere,
      network: 'encoder-layer',
      computes: 'encoder-layer',
      flops: (n) => encoderLayerFlops(n, dModel, dFf),
      sequentialSteps: () => 1,
      open(n, seed, kernels) {
        const inputs = { x: sequence(n, seed), weights: encoderWeights(seed) };
        const { tensors, dispose } = toTensors(inputs);
        const options = { batchSize: 1, numHeads, kernels };
        return { run: () => encoderLayer(tensors.x, tensors.weights, options), dispose };
      },
    },
    {
      // Less than a fused LSTM with a hoisted input projection could take: its products alone.
      ...products,
      network: 'lstm-hoisted-bound',
      threads: ['one'],
      grid: [1024],
      quickGrid: [1024],
      open(n, seed, kernels) {
        const { inputs, hidden, weights } = rowFactors(n, seed);
        const gates = cutIntoGates(weights.recurrentKernel);
        const { tensors, dispose } = toTensors({
          inputs,
          inputKernel: weights.inputKernel,
          hidden: rowsPerGate(hidden),
          gates,
        });
        const { inputKernel } = tensors;
        const run = () =>
          hoistedRowProducts(tensors.inputs, inputKernel, tensors.hidden, tensors.gates, kernels);
        return { run, dispose };
      },
    },
  ],
  functions: {
    lstm: {
      oracle: (n, seed) => lstmOracle(timeMajor(n, seed), lstmWeights(seed)),
      reductionLength: () => 2 * dModel,
    },
    'gate-products': {
      oracle: (n, seed) => {
        const factors = rowFactors(n, seed);
        const { kernel } = stackKernels(factors.weights);
        return flatten(multiply(rowsOf(sideBySide(factors)), rowsOf(kernel)));
      },
      reductionLength: () => 2 * dModel,
    },
    'encoder-layer': {
      oracle: (n, seed) => encoderLayerOracle(sequence(n, seed), encoderWeights(seed), numHeads),
      reductionLength: (n) => Math.max(n, dFf),
    },
  },
  predictions,
});
