import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  type ConvolutionWeights,
  causalConvolution,
} from '#lab/models/convolution/causal-convolution.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { type ElmanWeights, elman } from '#lab/models/recurrent/elman.ts';
import { fusedGru } from '#lab/models/recurrent/fused-gru.ts';
import { fusedLstm } from '#lab/models/recurrent/fused-lstm.ts';
import {
  type GruWeights,
  gru,
  type ResetAfterGruWeights,
  resetAfterGru,
} from '#lab/models/recurrent/gru.ts';
import { type LstmWeights, lstm } from '#lab/models/recurrent/lstm.ts';
import type { DenseArray } from '#lab/models/weights.ts';
import { onEveryBackend } from '../../support/on-backend.ts';
import { expectReference } from '../../support/reference.ts';
import { type Reference, readReference } from './reference/read-reference.ts';

type X = { x: DenseArray };
const cases = ['batch', 'one-step', 'one-sequence'];

/** A state passes through the sums of all steps before it. */
const longestSum = ({ sizes }: Reference<X, object>) => {
  const { n, dIn, dModel } = sizes as { n: number; dIn: number; dModel: number };
  return n * (dIn + dModel);
};

onEveryBackend((open) => {
  describe('equals PyTorch and Keras, with its gradients', () => {
    it.each(cases)('Elman network: %s', (name) => {
      const reference = readReference<X, ElmanWeights<DenseArray>>(`elman-${name}`);
      expectReference(reference, ({ x }, weights) => elman(x, weights), longestSum(reference));
    });

    it.each(cases)('LSTM: %s', (name) => {
      const reference = readReference<X, LstmWeights<DenseArray>>(`lstm-${name}`);
      expectReference(reference, ({ x }, weights) => lstm(x, weights), longestSum(reference));
    });

    it.each(cases)('fused LSTM, where there is one: %s', (name) => {
      const { lstm: kernel } = open().fused;
      expect(kernel !== undefined).toBe(open().id === 'native');
      if (kernel === undefined) return;
      const reference = readReference<X, LstmWeights<DenseArray>>(`lstm-${name}`);
      const fused = ({ x }: { x: tf.Tensor }, weights: LstmWeights<tf.Tensor>) => {
        const { inputKernel, recurrentKernel, bias } = weights;
        return fusedLstm(kernel, x, { kernel: tf.concat([inputKernel, recurrentKernel], 0), bias });
      };
      expectReference(reference, fused, longestSum(reference));
    });

    it.each(cases)('GRU that resets after the product: %s', (name) => {
      const reference = readReference<X, ResetAfterGruWeights<DenseArray>>(
        `gru-reset-after-${name}`,
      );
      expectReference(
        reference,
        ({ x }, weights) => resetAfterGru(x, weights),
        longestSum(reference),
      );
    });

    it.each(cases)('GRU that resets before the product: %s', (name) => {
      const reference = readReference<X, GruWeights<DenseArray>>(`gru-${name}`);
      expectReference(reference, ({ x }, weights) => gru(x, weights), longestSum(reference));
    });

    it.each(cases)('fused GRU, where there is one: %s', (name) => {
      const { gru: kernel } = open().fused as Kernels;
      expect(kernel !== undefined).toBe(open().id === 'native');
      if (kernel === undefined) return;
      const reference = readReference<X, GruWeights<DenseArray>>(`gru-${name}`);
      expectReference(
        reference,
        ({ x }, weights) => fusedGru(kernel, x, stacked(weights)),
        longestSum(reference),
      );
    });

    it.each([1, 3, 4])('causal convolution of width %d', (width) => {
      const reference = readReference<X, ConvolutionWeights<DenseArray>>(
        `causal-convolution-${width}`,
      );
      const { n, dIn } = reference.sizes as { n: number; dIn: number };
      // The gradient of a tap is a sum over batch and positions.
      const longest = Math.max(width * dIn, 2 * n);
      expectReference(reference, ({ x }, weights) => causalConvolution(x, weights), longest);
    });
  });
});

/** The weights as the native kernel takes them: input rows first, columns reset before update. */
function stacked({ inputKernel, recurrentKernel, bias }: GruWeights<tf.Tensor>) {
  const kernels = tf.split(tf.concat([inputKernel, recurrentKernel], 0), 3, 1); // 3 times [dIn + d, d]
  const [update, reset, candidateKernel] = kernels as [tf.Tensor, tf.Tensor, tf.Tensor];
  const biases = tf.split(bias, 3) as [tf.Tensor, tf.Tensor, tf.Tensor]; // each [d]
  return {
    gateKernel: tf.concat([reset, update], 1), // [dIn + d, 2·d]
    candidateKernel, // [dIn + d, d]
    gateBias: tf.concat([biases[1], biases[0]], 0), // [2·d]
    candidateBias: biases[2], // [d]
  };
}
