import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Kernels } from '#lab/models/kernels.ts';
import { elmanOracle } from '#lab/models/oracle/elman.ts';
import { gruOracle, resetAfterGruOracle } from '#lab/models/oracle/gru.ts';
import { lstmOracle } from '#lab/models/oracle/lstm.ts';
import { drawElman, elman, elmanFlops } from '#lab/models/recurrent/elman.ts';
import {
  drawGru,
  drawResetAfterGru,
  gru,
  gruFlops,
  resetAfterGru,
} from '#lab/models/recurrent/gru.ts';
import { drawLstm, lstm, lstmFlops } from '#lab/models/recurrent/lstm.ts';
import { type DenseArray, type Draw, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

// Each network by what all have in common.
interface Network<Weights extends object> {
  name: string;
  gates: number;
  draw(draw: Draw, dIn: number, dModel: number): Weights;
  run(x: tf.Tensor, weights: never, kernels?: Kernels): tf.Tensor;
  oracle(x: DenseArray, weights: never): Float64Array;
}

const networks: Network<object>[] = [
  { name: 'Elman network', gates: 1, draw: drawElman, run: elman, oracle: elmanOracle },
  { name: 'GRU', gates: 3, draw: drawGru, run: gru, oracle: gruOracle },
  {
    name: 'GRU that resets after the product',
    gates: 3,
    draw: drawResetAfterGru,
    run: resetAfterGru,
    oracle: resetAfterGruOracle,
  },
  { name: 'LSTM', gates: 4, draw: drawLstm, run: lstm, oracle: lstmOracle },
];

/** Weights whose biases are not zero, so that a forgotten one shows. */
function drawWithBiases(network: Network<object>, draw: Draw, dIn: number, dModel: number) {
  const weights = network.draw(draw, dIn, dModel) as Record<string, DenseArray>;
  const arrays = Object.entries(weights).map(([key, array]) => [
    key,
    array.shape.length === 1 ? draw(array.shape, 1) : array,
  ]);
  return Object.fromEntries(arrays) as Record<string, DenseArray>;
}

onEveryBackend((open) => {
  describe.each(networks)('the $name', (network) => {
    it.each([
      [1, 1, 4, 4],
      [9, 1, 5, 8],
      [7, 3, 6, 4],
      [40, 2, 32, 32],
    ])('equals its float64 oracle: n = %d, B = %d, dIn = %d, dModel = %d', (n, batch, dIn, d) => {
      const draw = seededNormal(n + d);
      const [x, weights] = [draw([n, batch, dIn], 1), drawWithBiases(network, draw, dIn, d)];
      const truth = network.oracle(x, weights as never);
      const { tensors, dispose } = toTensors({ x, weights });
      for (const kernels of [{}, open().fused]) {
        const run = () => network.run(tensors.x, tensors.weights as never, kernels);
        // Each step's error lives on in the next: the sums of all steps count.
        expectClose(valuesOf(run), truth, n * (dIn + d));
      }
      const all = [tensors.x, ...Object.values(tensors.weights)];
      expect(all.some((each) => each.isDisposed)).toBe(false);
      dispose();
    });

    it('is causal: an input changed leaves the hidden states before it as they were', () => {
      const draw = seededNormal(3);
      const [x, weights] = [draw([6, 1, 4], 1), drawWithBiases(network, draw, 4, 5)];
      const changed = { ...x, values: x.values.map((value, at) => (at < 12 ? value : -value)) };
      const { tensors, dispose } = toTensors({ x, changed, weights });
      const [before, after] = [tensors.x, tensors.changed].map((input) =>
        valuesOf(() => network.run(input, tensors.weights as never)),
      ) as [Float32Array, Float32Array];
      dispose();
      expect(after.subarray(0, 15)).toEqual(before.subarray(0, 15));
      expect(after.subarray(15)).not.toEqual(before.subarray(15));
    });

    it.each([
      ['an empty sequence', [0, 1, 4], {}, 'x must have shape [n, B, dIn], all above 0'],
      ['x of rank 2', [3, 4], {}, 'x must have shape [n, B, dIn]; received [3, 4]'],
      ['another input width', [3, 1, 7], {}, `inputKernel must have shape [7, `],
      ['a bias too wide', [3, 1, 4], { bias: [99] }, 'bias must have shape ['],
      ['a kernel too narrow', [3, 1, 4], { recurrentKernel: [5, 2] }, 'recurrentKernel must have'],
    ])('refuses %s', (_name, shape, others, message) => {
      const { tensors, dispose } = toTensors(drawWithBiases(network, seededNormal(1), 4, 5));
      tf.tidy(() => {
        const replaced = Object.entries(others).map(([key, size]) => [key, tf.zeros(size)]);
        const weights = { ...tensors, ...Object.fromEntries(replaced) };
        const run = () => network.run(tf.zeros(shape), weights as never);
        expect(run).toThrow(RangeError);
        expect(run).toThrow(message);
      });
      dispose();
    });
  });

  it('a GRU refuses a second bias of another width', () => {
    const { tensors, dispose } = toTensors(drawResetAfterGru(seededNormal(1), 4, 5));
    tf.tidy(() => {
      const weights = { ...tensors, recurrentBias: tf.zeros([5]) };
      expect(() => resetAfterGru(tf.zeros([3, 1, 4]), weights)).toThrow(
        'recurrentBias must have shape [15]; received [5].',
      );
    });
    dispose();
  });
});

describe('the work equals the sum over the products of each gate', () => {
  const product = (a: number, b: number, c: number) => 2 * a * b * c;
  it.each([
    [elmanFlops, 1],
    [gruFlops, 3],
    [lstmFlops, 4],
  ])('%o', (flops, gates) => {
    for (const n of [1, 5, 64]) {
      const steps = Array.from(
        { length: n * gates },
        () => product(1, 12, 16) + product(1, 16, 16),
      );
      expect(flops(n, 12, 16)).toBe(steps.reduce((sum, each) => sum + each, 0));
    }
    // Per sequence, at dIn = dModel = d: 4nd², 12nd² and 16nd².
    expect(flops(10, 8, 8)).toBe(4 * gates * 10 * 8 ** 2);
  });
});

describe('the LSTM', () => {
  it('starts with its forget gate open: that bias alone is 1', () => {
    expect([...drawLstm(seededNormal(1), 1, 2).bias.values]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  });
});
