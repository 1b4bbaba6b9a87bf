import * as tf from '@tensorflow/tfjs-core';
import { flatten, multiply, rowsOf } from '#lab/models/oracle/matrix.ts';
import { encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import {
  drawEncoderLayer,
  encoderLayer,
  encoderLayerFlops,
} from '#lab/models/transformer/encoder-layer.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { openRowProduct } from '#lab/parallel/row-product.ts';
import {
  type CaseEngine,
  defineExperiment,
  type TensorCase,
  type Threads,
  type WorkersCase,
} from './experiment.ts';

// What does the engine under a network give? The same matrix product and the same encoder layer in
// plain JavaScript, in WebAssembly with one number at a time and with four (SIMD), in two workers,
// and in native code on one thread and on all.

const productSize = 512;
const sequenceLength = 128;
const [dModel, numHeads, dFf] = [256, 4, 1024];
const workers = 2;
const patienceMs = 30_000;

/** Who climbs the ladder: an engine, by the name of its rung, and the threads it may use there. */
const rungs: readonly [rung: string, engine: CaseEngine, threads: readonly Threads[]][] = [
  ['plain', 'plain', ['one']],
  ['wasm-without-simd', 'wasm-without-simd', ['one']],
  ['wasm', 'wasm', ['one']],
  ['native', 'native', ['one', 'all']],
];

function factors(n: number, seed: number) {
  const draw = seededNormal(seed);
  return { left: draw([n, n], 1), right: draw([n, n], 1) };
}

const matrixProduct = {
  computes: 'matrix-product',
  grid: [productSize],
  quickGrid: [productSize],
  flops: (n: number) => 2 * n ** 3,
  sequentialSteps: () => 1,
};

const productOn = ([rung, engine, threads]: (typeof rungs)[number]): TensorCase => ({
  ...matrixProduct,
  network: `matmul-${rung}`,
  threads,
  engine,
  open(n, seed, { matMul = tf.matMul }) {
    const { tensors, dispose } = toTensors(factors(n, seed));
    return { run: () => matMul(tensors.left, tensors.right), dispose };
  },
});

/** Half of the rows in each of two threads, each with a WebAssembly of its own. */
const productInWorkers: WorkersCase = {
  ...matrixProduct,
  network: 'matmul-wasm-workers',
  threads: ['one'],
  engine: 'wasm',
  openWorkers(n, seed, backend) {
    const { left, right } = factors(n, seed);
    return openRowProduct(left, right, { backend, workers, patienceMs });
  },
};

const inputsOf = (n: number, seed: number) => {
  const draw = seededNormal(seed);
  return { x: draw([n, dModel], 1), weights: drawEncoderLayer(draw, dModel, dFf) };
};

const encoderOn = ([rung, engine, threads]: (typeof rungs)[number]): TensorCase => ({
  network: `encoder-${rung}`,
  threads,
  engine,
  computes: 'encoder-layer',
  grid: [sequenceLength],
  quickGrid: [sequenceLength],
  flops: (n) => encoderLayerFlops(n, dModel, dFf),
  sequentialSteps: () => 1,
  open(n, seed, kernels) {
    const { tensors, dispose } = toTensors(inputsOf(n, seed));
    const options = { batchSize: 1, numHeads, kernels };
    return { run: () => encoderLayer(tensors.x, tensors.weights, options), dispose };
  },
});

export default defineExperiment({
  name: 'backend-ladder',
  axis: { name: 'size', symbol: 'n' },
  primary: {
    of: { case: 'encoder-wasm@one', at: 128 },
    over: { case: 'encoder-native@one', at: 128 },
  },
  shape: { batchSize: 1, productSize, sequenceLength, dModel, numHeads, dFf, workers },
  cases: [...rungs.map(productOn), productInWorkers, ...rungs.map(encoderOn)],
  functions: {
    'matrix-product': {
      oracle: (n, seed) => {
        const { left, right } = factors(n, seed);
        return flatten(multiply(rowsOf(left), rowsOf(right)));
      },
      reductionLength: (n) => n,
    },
    'encoder-layer': {
      oracle: (n, seed) => {
        const { x, weights } = inputsOf(n, seed);
        return encoderLayerOracle(x, weights, numHeads);
      },
      reductionLength: (n) => Math.max(n, dFf),
    },
  },
  predictions: {
    // 128 bits hold four numbers of float32.
    simd: 128 / 32,
    workers,
    // AVX2: registers twice as wide, and a multiplication with its addition in one instruction.
    'native-over-wasm': (256 / 128) * 2,
    // Multiplications and additions of matrix products are all that the closed form counts.
    'encoder-over-product': 1,
  },
});
