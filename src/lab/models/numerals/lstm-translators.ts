import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels.ts';
import { lstmTranslatorOracle } from '../oracle/lstm-translator.ts';
import {
  drawLstmTranslator,
  type LstmTranslatorWeights,
  lstmTranslator,
  lstmTranslatorFlops,
  lstmTranslatorParameters,
  readSource,
  writeTarget,
} from '../recurrent/lstm-translator.ts';
import type { DenseArray } from '../weights.ts';
import { begin } from './number-corpus.ts';
import { type TranslatorKind, vocabularySize } from './translator.ts';

/** An LSTM that puts numerals into words, with attention to what was read or without. */
export function lstmNumerals(
  sizes: { dModel: number; attends: boolean },
  kernels: Kernels = {},
): TranslatorKind<LstmTranslatorWeights<DenseArray>> {
  const shape = { ...sizes, vocabularySize };
  return {
    draw: (draw) => drawLstmTranslator(draw, shape),
    parameters: lstmTranslatorParameters(shape),
    flops: (n, m) => lstmTranslatorFlops(n, m, shape),
    oracle: lstmTranslatorOracle,
    open: () => ({
      logits: ({ source, sourceCounted, read }, weights) =>
        lstmTranslator(source, sourceCounted, read, weights, kernels),
      say: ({ source, sourceCounted }, weights, steps) =>
        tf.tidy(() => {
          const batchSize = source.shape[0] as number;
          let read = readSource(source, sourceCounted, weights, kernels);
          let token: tf.Tensor = tf.fill([batchSize, 1], begin, 'int32'); // [B, 1]
          const tokens: tf.Tensor[] = [];
          for (let step = 0; step < steps; step++) {
            const { logits, last } = writeTarget(token, read, weights, kernels); // [B, V]
            read = { ...read, last };
            token = tf.reshape(tf.argMax(logits, 1), [batchSize, 1]); // [B, 1]
            tokens.push(token);
          }
          return tf.concat(tokens, 1); // [B, steps]
        }),
      dispose: () => undefined,
    }),
  };
}
