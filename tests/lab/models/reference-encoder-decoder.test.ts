import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { crossEntropy } from '#lab/models/training/cross-entropy.ts';
import { shiftedRight } from '#lab/models/training/teacher-forcing.ts';
import { tokenTensor } from '#lab/models/transformer/embedding.ts';
import {
  type EncoderDecoderWeights,
  encoderDecoder,
} from '#lab/models/transformer/encoder-decoder.ts';
import { greedyByRecomputation, greedyWithCache } from '#lab/models/transformer/greedy-decoding.ts';
import { causalMask, paddingMask } from '#lab/models/transformer/masks.ts';
import { sinusoidalPositions } from '#lab/models/transformer/positions.ts';
import { type DenseArray, toTensors } from '#lab/models/weights.ts';
import { onEveryBackend } from '../../support/on-backend.ts';
import { expectReferenceLoss, expectTree } from '../../support/reference.ts';
import {
  countedPositions,
  type Reference,
  readReference,
  type Truth,
} from './reference/read-reference.ts';

type Weights = EncoderDecoderWeights<DenseArray>;

interface Sizes {
  numLayers: number;
  numHeads: number;
  n: number;
  m: number;
  dModel: number;
  dFf: number;
  vocabularySize: number;
  startToken: number;
  batchSize: number;
}

const cases = ['plain', 'padded', 'one-token'];

onEveryBackend((open) => {
  describe('the encoder-decoder equals PyTorch', () => {
    it.each(cases)('in its logits under teacher forcing: %s', (name) => {
      const { reference, sizes, pass, source, target, dispose } = opened(name);
      const { tensors, dispose: disposeWeights } = toTensors(reference.weights);
      const logits = tf.tidy(() => {
        const shifted = shiftedRight(target, sizes.startToken);
        const rows = encoderDecoder(source, shifted, tensors, pass.masks, pass);
        return tf.reshape(rows, [sizes.batchSize, sizes.m, sizes.vocabularySize]);
      });
      const { logits: expected } = reference.outputs;
      expectTree('outputs', { logits }, { logits: expected }, longestSum(sizes));
      logits.dispose();
      disposeWeights();
      dispose();
    });

    it.each(cases)('in its loss and the gradient of every weight: %s', (name) => {
      const { reference, sizes, pass, source, target, dispose } = opened(name);
      const counted = tf.tensor1d(countedPositions(reference));
      const rows = sizes.batchSize * sizes.m;
      expectReferenceLoss(
        reference,
        (_, weights) => {
          const shifted = shiftedRight(target, sizes.startToken);
          const logits = encoderDecoder(source, shifted, weights, pass.masks, pass); // [B·m, V]
          return crossEntropy(logits, tf.reshape(target, [rows]), counted);
        },
        longestSum(sizes),
      );
      counted.dispose();
      dispose();
    });

    it.each(cases)('in its greedy tokens, recomputed and with a cache: %s', (name) => {
      const { reference, sizes, pass, causal, source, dispose } = opened(name);
      const { shape, values } = reference.outputs['greedyTokens'] as Truth;
      const { tensors, dispose: disposeWeights } = toTensors(reference.weights);
      const { memory: memoryMask } = pass.masks;
      const steps = shape[1] as number;
      const options = { ...pass, startToken: sizes.startToken, steps, causal, memoryMask };
      for (const decode of [greedyByRecomputation, greedyWithCache]) {
        const tokens = decode(source, tensors, options);
        expect(tokens.shape).toEqual(shape);
        expect([...tokens.dataSync()], decode.name).toEqual([...values]);
        tokens.dispose();
      }
      disposeWeights();
      dispose();
    });
  });

  /** A reference with its tokens, masks and positions on the current backend. */
  function opened(name: string) {
    const reference = readReference<object, Weights>(`encoder-decoder-${name}`);
    const sizes = reference.sizes as unknown as Sizes;
    const { keyLengths } = reference.mask;
    const maxLength = 8;
    const { tensors, dispose } = toTensors({
      positions: sinusoidalPositions(maxLength, sizes.dModel),
      self: causalMask(maxLength),
      ...(keyLengths && { memory: paddingMask(keyLengths, sizes.n) }),
    });
    const self = tf.slice(tensors.self, [0, 0], [sizes.m, sizes.m]); // [m, m]
    const source = tokens(reference, 'source');
    const target = tokens(reference, 'targets');
    return {
      reference,
      sizes,
      source,
      target,
      pass: {
        positions: tensors.positions,
        masks: { self, memory: tensors.memory },
        numHeads: sizes.numHeads,
        kernels: open().fused,
      },
      causal: tensors.self,
      dispose: () => {
        tf.dispose([self, source, target]);
        dispose();
      },
    };
  }
});

function tokens({ tokens, sizes }: Reference<object, object>, name: string): tf.Tensor2D {
  return tokenTensor(name, tokens[name] as number[][], sizes['vocabularySize'] as number);
}

/**
 * The vocabulary's softmax, the widest product, or the sum over all rows of a weight's gradient;
 * through all layers of the encoder and then of the decoder.
 */
function longestSum({ batchSize, n, m, vocabularySize, dFf, numLayers }: Sizes): number {
  return 2 * numLayers * Math.max(vocabularySize, dFf, batchSize * Math.max(n, m));
}
