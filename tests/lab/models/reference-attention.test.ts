import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import type { Kernels } from '#lab/models/kernels.ts';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import { causalMask, causalPaddingMask, paddingMask } from '#lab/models/transformer/masks.ts';
import {
  type AttentionOptions,
  type AttentionWeights,
  fusedSelfAttention,
  multiHeadAttention,
  multiHeadAttentionByLoop,
} from '#lab/models/transformer/multi-head-attention.ts';
import { type DenseArray, toTensors } from '#lab/models/weights.ts';
import { onEveryBackend } from '../../support/on-backend.ts';
import { expectReference } from '../../support/reference.ts';
import { type Reference, readReference } from './reference/read-reference.ts';

const scaledCases = [
  'plain',
  'causal',
  'padded',
  'causal-padded',
  'one-position',
  'one-query',
  'one-head',
  'other-length',
];
const selfCases = [
  'self',
  'self-causal',
  'self-padded',
  'self-causal-padded',
  'self-one-head',
  'self-one-position',
];
const crossCases = ['cross', 'cross-padded'];

onEveryBackend((open) => {
  const kernelSets: [string, () => Kernels][] = [
    ['the library’s operations', () => ({})],
    ['the backend’s kernels', () => open().fused],
  ];
  describe.each(kernelSets)('by %s equals PyTorch, with its gradients', (_by, kernels) => {
    it.each(scaledCases)('scaled dot-product attention: %s', (name) => {
      const reference = readReference<Record<'query' | 'key' | 'value', DenseArray>>(
        `scaled-dot-product-${name}`,
      );
      const { m, dHead } = reference.sizes as { m: number; dHead: number };
      withMask(reference, (mask) =>
        expectReference(
          reference,
          ({ query, key, value }) => scaledDotProductAttention(query, key, value, mask, kernels()),
          m + dHead,
        ),
      );
    });

    describe.each<[string, typeof selfAttention]>([
      ['in one product', selfAttention],
      ['head by head', (x, ...rest) => multiHeadAttentionByLoop(x, x, ...rest)],
      [
        'with one fused projection',
        (x, weights, ...rest) => fusedSelfAttention(x, fused(weights), ...rest),
      ],
    ])('(and Keras) multi-head self-attention %s', (_name, attention) => {
      it.each(selfCases)('%s', (name) => {
        const reference = readReference<{ x: DenseArray }, AttentionWeights<DenseArray>>(
          `multi-head-${name}`,
        );
        const options = { ...headsOf(reference), kernels: kernels() };
        withMask(reference, (mask) =>
          expectReference(
            reference,
            ({ x }, weights) => attention(x, weights, options, mask),
            longestSum(reference),
          ),
        );
      });
    });

    describe.each([
      ['in one product', multiHeadAttention],
      ['head by head', multiHeadAttentionByLoop],
    ])('(and Keras) multi-head cross-attention %s', (_name, attention) => {
      it.each(crossCases)('%s', (name) => {
        const reference = readReference<
          { x: DenseArray; memory: DenseArray },
          AttentionWeights<DenseArray>
        >(`multi-head-${name}`);
        const options = { ...headsOf(reference), kernels: kernels() };
        withMask(reference, (mask) =>
          expectReference(
            reference,
            ({ x, memory }, weights) => attention(x, memory, weights, options, mask),
            longestSum(reference),
          ),
        );
      });
    });
  });
});

function selfAttention(
  x: tf.Tensor,
  weights: AttentionWeights<tf.Tensor>,
  options: AttentionOptions,
  mask?: tf.Tensor,
): tf.Tensor {
  return multiHeadAttention(x, x, weights, options, mask);
}

/** The three projections side by side, so that their gradients come back apart. */
function fused({ query, key, value, output }: AttentionWeights<tf.Tensor>) {
  return { queryKeyValue: tf.concat([query, key, value], 1), output }; // [dModel, 3·dModel]
}

/** Makes the mask that a reference was computed with, hands it in, and frees it. */
function withMask(
  { mask, sizes }: Reference<object, object>,
  test: (mask: tf.Tensor | undefined) => void,
): void {
  const { n, m } = sizes as { n: number; m: number };
  const { causal, keyLengths } = mask;
  if (!causal && keyLengths === undefined) {
    test(undefined);
    return;
  }
  const padded = causal ? causalPaddingMask : paddingMask;
  const { tensors, dispose } = toTensors({
    mask: keyLengths ? padded(keyLengths, m) : causalMask(n),
  });
  test(tensors.mask);
  dispose();
}

function headsOf({ sizes }: Reference<object, object>): { batchSize: number; numHeads: number } {
  return sizes as { batchSize: number; numHeads: number };
}

/** A query's gradient comes through all keys, a weight's from all rows. */
function longestSum({ sizes }: Reference<object, object>): number {
  const { batchSize, m, dModel } = sizes as { batchSize: number; m: number; dModel: number };
  return Math.max(dModel, batchSize * m);
}
