import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { encoderDecoderOracle } from '../oracle/transformer.ts';
import {
  drawEncoderDecoder,
  type EncoderDecoderShape,
  type EncoderDecoderWeights,
  encoderDecoder,
  encoderDecoderFlops,
} from '../transformer/encoder-decoder.ts';
import { greedyWithCache } from '../transformer/greedy-decoding.ts';
import { causalMask, hidden } from '../transformer/masks.ts';
import { sinusoidalPositions } from '../transformer/positions.ts';
import { type DenseArray, seededNormal, toTensors } from '../weights.ts';
import { begin } from './number-corpus.ts';
import { countNumbers, type TranslatorKind, vocabularySize } from './translator.ts';

type Shape = Omit<EncoderDecoderShape, 'vocabularySize'>;

/** A Transformer that puts numerals into words; sources and targets of at most `maxLength` tokens. */
export function transformerTranslator(
  sizes: Shape,
  maxLength: number,
  kernels: Kernels = {},
): TranslatorKind<EncoderDecoderWeights<DenseArray>> {
  const shape = { ...sizes, vocabularySize };
  const { numHeads, dModel } = shape;
  return {
    draw: (draw) => drawEncoderDecoder(draw, shape),
    parameters: countNumbers(drawEncoderDecoder(seededNormal(0), shape)),
    flops: (n, m) => encoderDecoderFlops(n, m, shape),
    oracle: (source, read, weights) => encoderDecoderOracle(source, read, weights, { numHeads }),
    open() {
      const { tensors, dispose } = toTensors({
        positions: sinusoidalPositions(maxLength, dModel),
        causal: causalMask(maxLength),
      });
      const { positions, causal } = tensors;
      const pass = { positions, numHeads, kernels };
      return {
        logits({ source, sourceCounted, read }, weights) {
          const m = read.shape[1] as number;
          const masks = {
            self: tf.slice(causal, [0, 0], [m, m]),
            memory: sourceMask(sourceCounted),
          };
          return encoderDecoder(source, read, weights, masks, pass);
        },
        say: ({ source, sourceCounted }, weights, steps) =>
          tf.tidy(() =>
            greedyWithCache(source, weights, {
              ...pass,
              causal,
              steps,
              startToken: begin,
              memoryMask: sourceMask(sourceCounted),
            }),
          ),
        dispose,
      };
    },
  };
}

/** Hides the padding of the source: [B, 1, 1, n] from 1 and 0, [B, n]. */
function sourceMask(counted: tf.Tensor): tf.Tensor {
  const [batchSize, n] = counted.shape as [number, number];
  return tf.reshape(tf.mul(tf.sub(1, counted), hidden), [batchSize, 1, 1, n]);
}
