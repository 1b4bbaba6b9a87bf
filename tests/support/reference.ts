import * as tf from '@tensorflow/tfjs-core';
import { leavesOf, withLeaves } from '#lab/models/tensor-tree.ts';
import { type OnBackend, toTensors } from '#lab/models/weights.ts';
import { roundingTolerance } from '#lab/run/proof.ts';
import { isTruth, type Reference, type Truth } from '../lab/models/reference/read-reference.ts';

/**
 * Fails unless a function of a reference's inputs and weights gives its output, and the gradients
 * of all of them. reductionLength k is the longest sum in the function.
 */
export function expectReference<Inputs extends object, Weights extends object>(
  reference: Reference<Inputs, Weights>,
  compute: (inputs: OnBackend<Inputs>, weights: OnBackend<Weights>) => tf.Tensor,
  reductionLength: number,
): void {
  const { inputs, weights, cotangent } = reference;
  const { tensors, dispose } = toTensors({ inputs, weights, cotangent });
  const { cotangent: dy, ...given } = tensors as { cotangent: tf.Tensor } & Given<Inputs, Weights>;
  const alive = tf.memory().numTensors;
  const output = tf.tidy(() => compute(given.inputs, given.weights));
  expectTree('outputs.output', output, reference.outputs['output'] as Truth, reductionLength);
  output.dispose();
  const loss = (at: Given<Inputs, Weights>) =>
    tf.sum(tf.mul(compute(at.inputs, at.weights), dy)) as tf.Scalar;
  expectGradients(reference, given, loss, reductionLength).dispose();
  expectNoLeak(alive);
  dispose();
}

/** The same where the function is a loss: its value and the gradients of inputs and weights. */
export function expectReferenceLoss<Inputs extends object, Weights extends object>(
  reference: Reference<Inputs, Weights>,
  compute: (inputs: OnBackend<Inputs>, weights: OnBackend<Weights>) => tf.Scalar,
  reductionLength: number,
): void {
  const { inputs, weights } = reference;
  const { tensors, dispose } = toTensors({ inputs, weights });
  const given = tensors as Given<Inputs, Weights>;
  const alive = tf.memory().numTensors;
  const loss = (at: Given<Inputs, Weights>) => compute(at.inputs, at.weights);
  const value = expectGradients(reference, given, loss, reductionLength);
  expectTree('outputs.loss', value, reference.outputs['loss'] as Truth, reductionLength);
  value.dispose();
  expectNoLeak(alive);
  dispose();
}

/**
 * Fails unless each tensor of a tree has the shape and the values of the truth at its path; the
 * tolerance is c·ε₃₂·√k·max|y| with c = 2 times `factor`. Where all of y is zero because terms
 * cancel, as a query's gradient with one key, `cancelled` is the size of such terms.
 */
export function expectTree(
  path: string,
  computed: object,
  expected: object,
  reductionLength: number,
  { factor = 1, cancelled = 0 } = {},
): void {
  if (!isTruth(expected)) {
    for (const [key, each] of Object.entries(expected)) {
      const own = (computed as Record<string, object>)[key];
      if (own === undefined) throw new Error(`${path}.${key} was not computed`);
      expectTree(`${path}.${key}`, own, each, reductionLength, { factor, cancelled });
    }
    return;
  }
  const tensor = computed as tf.Tensor;
  if (tensor.shape.join() !== expected.shape.join()) {
    throw new Error(`${path} has shape [${tensor.shape}]; the reference has [${expected.shape}]`);
  }
  const [values, { values: truths }] = [tensor.dataSync(), expected];
  const tolerance = factor * roundingTolerance(largestOf(expected) || cancelled, reductionLength);
  for (const [index, each] of truths.entries()) {
    const delta = Math.abs((values[index] as number) - each);
    if (delta <= tolerance) continue; // NaN is not
    throw new Error(
      `${path}[${index}] is ${values[index]}; the reference is ${each}. They differ by ` +
        `${delta.toExponential(2)}; float32 rounding explains at most ${tolerance.toExponential(2)}`,
    );
  }
}

type Given<Inputs extends object, Weights extends object> = {
  inputs: OnBackend<Inputs>;
  weights: OnBackend<Weights>;
};

/**
 * c = 8 for gradients: a gradient passes through the sums of the forward pass, those of the backward
 * pass, and the sum over rows and steps, each of which rounds; and terms much larger than it cancel.
 */
const gradientFactor = 4;

function expectGradients<At extends object>(
  { gradients }: Reference<object, object>,
  at: At,
  loss: (at: At) => tf.Scalar,
  reductionLength: number,
): tf.Scalar {
  const compute = (...leaves: tf.Tensor[]) => loss(withLeaves(at, leaves));
  const { value, grads } = tf.valueAndGrads(compute)(leavesOf(at));
  if (grads.length !== arraysOf(gradients).length) {
    throw new Error(`${arraysOf(gradients).length} gradients stored for ${grads.length} tensors`);
  }
  expectTree('gradients', withLeaves(at, grads), gradients, reductionLength, {
    factor: gradientFactor,
    cancelled: largestOf(gradients),
  });
  tf.dispose(grads);
  return value as tf.Scalar;
}

function expectNoLeak(aliveBefore: number): void {
  const leaked = tf.memory().numTensors - aliveBefore;
  if (leaked !== 0) throw new Error(`${leaked} tensors leaked`);
}

/** The largest |y| of a tree. */
function largestOf(tree: object): number {
  return Math.max(0, ...arraysOf(tree).flatMap(({ values }) => [...values].map(Math.abs)));
}

function arraysOf(tree: object): Truth[] {
  return isTruth(tree) ? [tree] : Object.values(tree).flatMap(arraysOf);
}
