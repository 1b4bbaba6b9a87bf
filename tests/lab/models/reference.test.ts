import { readdirSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from '#lab/backends/plain.ts';
import { causalConvolution } from '#lab/models/convolution/causal-convolution.ts';
import type { DenseArray } from '#lab/models/weights.ts';
import { expectReference, expectTree } from '../../support/reference.ts';
import { readReference } from './reference/read-reference.ts';

const folder = new URL('./reference/', import.meta.url);
const names = readdirSync(folder).flatMap((file) => file.match(/^(.*)\.json$/)?.[1] ?? []);

describe('the stored references', () => {
  const pins = readFileSync(
    new URL('../../../src/lab/peers/requirements.txt', import.meta.url),
    'utf8',
  );
  const pinned = (name: string) => pins.match(new RegExp(`^${name}==(.*)$`, 'm'))?.[1];

  it.each(names)('%s comes from a pinned version', (name) => {
    const reference = readReference(name);
    expect(reference.name).toBe(name);
    const known = [`PyTorch ${pinned('torch')} `, `Keras ${pinned('keras')} `];
    for (const label of [reference.implementation, ...reference.agreesWith]) {
      expect(known.some((each) => label.startsWith(each))).toBe(true);
    }
  });
});

describe('a comparison with a reference', () => {
  const reference = readReference<{ x: DenseArray }, { kernel: DenseArray; bias: DenseArray }>(
    'causal-convolution-3',
  );
  beforeAll(async () => {
    await plain.open();
    tf.engine().startScope();
  });
  afterAll(() => tf.engine().endScope());

  type Inputs = { x: tf.Tensor };
  type Weights = { kernel: tf.Tensor; bias: tf.Tensor };

  it.each<[string, (inputs: Inputs, weights: Weights) => tf.Tensor, string]>([
    [
      'an output that is off in the fifth digit',
      ({ x }, weights) => tf.mul(causalConvolution(x, weights), 1.00003),
      'outputs.output[',
    ],
    [
      'an output of another shape',
      ({ x }, weights) => tf.reshape(causalConvolution(x, weights), [14, 6]),
      'outputs.output has shape [14,6]; the reference has [2,7,6]',
    ],
    [
      'an output that is not a number',
      ({ x }, weights) => tf.div(causalConvolution(x, weights), 0),
      'outputs.output[0] is',
    ],
    [
      'a right output with a wrong gradient of one weight',
      ({ x }, { kernel, bias }) => causalConvolution(x, { kernel, bias: sameWithDouble(bias) }),
      'gradients.weights.bias[',
    ],
  ])('refuses %s, and says where', (_what, compute, sentence) => {
    expect(() => expectReference(reference, compute, 15)).toThrow(sentence);
  });

  it('refuses a tensor that is missing', () => {
    const expected = { gain: { shape: [], values: Float64Array.of(1) } };
    expect(() => expectTree('weights', {}, expected, 1)).toThrow('weights.gain was not computed');
  });
});

/** The identity, with twice its gradient. */
function sameWithDouble(tensor: tf.Tensor): tf.Tensor {
  return tf.customGrad((x) => ({
    value: tf.clone(x as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => tf.mul(dy, 2),
  }))(tensor);
}
