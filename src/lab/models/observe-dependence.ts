import * as tf from '@tensorflow/tfjs-core';
import { dependencyChain } from './dependency-chain.ts';
import { relativeChanges } from './influence.ts';
import { type OnBackend, toTensors } from './weights.ts';

/** A computation whose inputs can be exchanged one by one. */
export interface Probe<Inputs extends object> {
  inputs: Inputs;
  /** Outputs one after another: position by position, or head by head. */
  compute(placed: OnBackend<Inputs>): tf.Tensor;
  /** Outputs of the computation, and as many inputs to exchange. */
  count: number;
}

/** A matrix or a number found out about a computation, row by row. */
interface Finding {
  name: string;
  shape: number[];
  values: number[];
}

/**
 * The dependency graph of the kernels: 'longest-path', from the tensors where chains begin to the
 * result, and 'kernels', all that the result needs (see dependencyChain).
 */
export function observeChain<Inputs extends object>(
  { inputs, compute }: Pick<Probe<Inputs>, 'inputs' | 'compute'>,
  begins: (placed: OnBackend<Inputs>) => tf.Tensor[],
): Finding[] {
  const { tensors, dispose } = toTensors(inputs);
  const { longestPath, kernels } = dependencyChain(begins(tensors), () => compute(tensors));
  dispose();
  return [
    { name: 'longest-path', shape: [1], values: [longestPath] },
    { name: 'kernels', shape: [1], values: [kernels] },
  ];
}

/**
 * Influence matrix [count, count] by that name: row i, column j is the relative change of output i
 * when input j is another, and exactly 0 where output i stays the same to the bit.
 */
export function observeInfluence<Inputs extends object>(
  name: string,
  { inputs, compute, count }: Probe<Inputs>,
  exchange: (inputs: Inputs, which: number) => Inputs,
): Finding {
  const before = computeOnce(inputs, compute);
  const columns = Array.from({ length: count }, (_, which) =>
    relativeChanges(before, computeOnce(exchange(inputs, which), compute), count),
  );
  const values = columns.flatMap((_, i) => columns.map((column) => column[i] as number));
  return { name, shape: [count, count], values: values.map((each) => Number(each.toPrecision(4))) };
}

/** Places inputs on the backend, computes, reads the values and frees all. */
export function computeOnce<Inputs extends object>(
  inputs: Inputs,
  compute: (placed: OnBackend<Inputs>) => tf.Tensor,
): Float32Array {
  const { tensors, dispose } = toTensors(inputs);
  const output = tf.tidy(() => compute(tensors));
  const values = output.dataSync<'float32'>().slice();
  output.dispose();
  dispose();
  return values;
}
