import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '#lab/models/kernels.ts';
import { flatten, type Matrix, multiply, rowsOf } from '#lab/models/oracle/matrix.ts';
import { layerNorm } from '#lab/models/transformer/layer-norm.ts';
import {
  type DenseArray,
  filled,
  type OnBackend,
  seededNormal,
  toTensors,
} from '#lab/models/weights.ts';
import { defineExperiment, type TensorCase } from './experiment.ts';

// Does a kernel wait for memory or for arithmetic? B rows times one matrix of 64 MB, which has to be read whatever
// B is; beside it a large product, a sum over an array, a softmax and a layer normalisation.

const width = 4096;
const grid = [1, 2, 4, 8, 16, 64, 256];
const productSize = 1024;
const arraySize = 2 ** 23;
const [rows, columns] = [4096, 1024];

/** What a kernel moves between memory and processor, each number once, and what it computes. */
interface Work {
  bytes: number;
  flops: number;
}

const ofProduct = (n: number, k: number, m: number): Work => ({
  bytes: 4 * (n * k + k * m + n * m),
  flops: 2 * n * k * m,
});
/** All numbers of an array added up: each is read once, nothing of size is written. */
const ofSum: Work = { bytes: 4 * arraySize, flops: arraySize };
/** Largest, difference, exponential, sum, quotient: five operations for a number that is read and written once. */
const ofSoftmax: Work = { bytes: 8 * rows * columns, flops: 5 * rows * columns };
/** Sum, difference, square, sum, scaling, gain, bias: seven. */
const ofNorm: Work = { bytes: 8 * rows * columns, flops: 7 * rows * columns };

interface Kernel<Inputs extends object> {
  network: string;
  points: readonly number[];
  work(at: number): Work;
  inputs(at: number, seed: number): Inputs;
  compute(placed: OnBackend<Inputs>, kernels: Kernels): tf.Tensor;
  oracle(inputs: Inputs): Float64Array;
  reductionLength: number;
}

function kernel<Inputs extends object>(of: Kernel<Inputs>) {
  const definition: TensorCase = {
    network: of.network,
    threads: ['one'],
    computes: of.network,
    grid: of.points,
    quickGrid: of.points.slice(0, 3),
    flops: (at) => of.work(at).flops,
    sequentialSteps: () => 1,
    open(at, seed, kernels) {
      const { tensors, dispose } = toTensors(of.inputs(at, seed));
      return { run: () => of.compute(tensors, kernels), dispose };
    },
  };
  const computed = {
    oracle: (at: number, seed: number) => of.oracle(of.inputs(at, seed)),
    reductionLength: () => of.reductionLength,
  };
  const intensities = of.points.map((at): [string, number] => {
    const { bytes, flops } = of.work(at);
    return [`intensity-${of.network}-${at}`, flops / bytes];
  });
  return { definition, computed, intensities };
}

/** Normal deviates enough for a period, over and over: drawing sixteen million takes longer than all samples. */
function periodic(seed: number, shape: number[]): DenseArray {
  const size = shape.reduce((product, each) => product * each, 1);
  const { values: period } = seededNormal(seed)([65_521], 1);
  const values = new Float32Array(size);
  for (let from = 0; from < size; from += period.length) {
    values.set(period.subarray(0, Math.min(period.length, size - from)), from);
  }
  return { shape, values };
}

function productOf(
  network: string,
  points: readonly number[],
  size: number,
  rowsAt: (at: number) => number,
) {
  return kernel({
    network,
    points,
    work: (at) => ofProduct(rowsAt(at), size, size),
    inputs: (at, seed) => ({
      left: periodic(seed, [rowsAt(at), size]),
      right: periodic(seed + 1, [size, size]),
    }),
    compute: ({ left, right }, { matMul = tf.matMul }) => matMul(left, right),
    oracle: ({ left, right }) => flatten(multiply(rowsOf(left), rowsOf(right))),
    reductionLength: size,
  });
}

const table = (seed: number): { x: DenseArray } => ({ x: periodic(seed, [rows, columns]) });
const unit = { gain: filled([columns], 1), bias: filled([columns], 0) };

function softmaxRows({ x }: { x: DenseArray }): Matrix {
  return rowsOf(x).map((row) => {
    const largest = row.reduce((a, b) => Math.max(a, b));
    const exponentials = row.map((each) => Math.exp(each - largest));
    const total = exponentials.reduce((a, b) => a + b, 0);
    return exponentials.map((each) => each / total);
  });
}

function normRows({ x }: { x: DenseArray }): Matrix {
  return rowsOf(x).map((row) => {
    const mean = row.reduce((a, b) => a + b, 0) / row.length;
    const variance = row.reduce((sum, each) => sum + (each - mean) ** 2, 0) / row.length;
    return row.map((each) => (each - mean) / Math.sqrt(variance + 1e-5));
  });
}

const kernels = [
  productOf('rows', grid, width, (B) => B),
  productOf('large-product', [1], productSize, () => productSize),
  kernel({
    network: 'sum',
    points: [1],
    work: () => ofSum,
    inputs: (_, seed) => ({ x: periodic(seed, [arraySize]) }),
    compute: ({ x }) => tf.sum(x),
    oracle: ({ x }) => Float64Array.of(x.values.reduce((sum, each) => sum + each, 0)),
    reductionLength: arraySize,
  }),
  kernel({
    network: 'softmax',
    points: [1],
    work: () => ofSoftmax,
    inputs: (_, seed) => table(seed),
    compute: ({ x }, { softmax = tf.softmax }) => softmax(x),
    oracle: (inputs) => flatten(softmaxRows(inputs)),
    reductionLength: columns,
  }),
  kernel({
    network: 'layer-norm',
    points: [1],
    work: () => ofNorm,
    inputs: (_, seed) => ({ ...table(seed), weights: unit }),
    compute: ({ x, weights }) => layerNorm(x, weights),
    oracle: ({ x }) => flatten(normRows({ x })),
    reductionLength: columns,
  }),
] as const;

export default defineExperiment({
  name: 'roofline',
  axis: { name: 'rows', symbol: 'B' },
  primary: { of: { case: 'rows@one', at: 16 }, over: { case: 'rows@one', at: 1 } },
  shape: { width, productSize, arraySize, tableRows: rows, tableColumns: columns },
  cases: kernels.map(({ definition }) => definition),
  functions: Object.fromEntries(
    kernels.map(({ definition, computed }) => [definition.computes, computed]),
  ),
  // Operations for each byte, by the closed forms.
  predictions: Object.fromEntries(kernels.flatMap(({ intensities }) => intensities)),
});
