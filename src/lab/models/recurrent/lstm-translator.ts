import * as tf from '@tensorflow/tfjs-core';
import { expectShape } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import { linear } from '../linear.ts';
import { lookUp } from '../transformer/embedding.ts';
import { hidden as hiddenScore } from '../transformer/masks.ts';
import type { DenseArray, Draw } from '../weights.ts';
import { drawLstm, type LstmState, type LstmWeights } from './lstm.ts';
import { lstmOverSteps } from './lstm-over-steps.ts';

/**
 * An LSTM that reads and one that writes (Sutskever et al. 2014): embedding [V, dModel] of both, two layers,
 * output [dModel, V]. With `attention`, [2·dModel, dModel], the writer looks back at what was read (Luong et
 * al. 2015, sec. 3.1, global with the dot product); without, one state is all that it knows of the source.
 */
export interface LstmTranslatorWeights<Leaf> {
  embedding: Leaf;
  encoder: LstmWeights<Leaf>;
  decoder: LstmWeights<Leaf>;
  attention?: Leaf;
  output: Leaf;
}

/** What was read of the source: a vector for each position, [B, n, dModel], and the state at its end. */
export interface ReadSource {
  memory: tf.Tensor;
  last: LstmState;
  /** Added to the scores: hides padding, [B, 1, n]. */
  mask: tf.Tensor;
}

// #region read
/** Reads source tokens int32 [B, n], of which `counted` [B, n] says by 1 or 0 which are no padding. */
export function readSource(
  source: tf.Tensor,
  counted: tf.Tensor,
  { embedding, encoder }: LstmTranslatorWeights<tf.Tensor>,
  kernels?: Kernels,
): ReadSource {
  expectShape('source', source, ['B', 'n']);
  const [batchSize, n] = source.shape as [number, number];
  expectShape('counted', counted, [batchSize, n]);
  const { states, last } = lstmOverSteps(embedSteps(source, embedding, kernels), encoder, {
    counted: tf.reshape(tf.transpose(counted), [n, batchSize, 1]),
    kernels,
  });
  return {
    memory: tf.transpose(states, [1, 0, 2]), // [B, n, dModel]
    last,
    mask: tf.reshape(tf.mul(tf.sub(1, counted), hiddenScore), [batchSize, 1, n]),
  };
}
// #endregion

/**
 * Logits [B·m, V] of the token behind each target token int32 [B, m], which are the outputs shifted right,
 * and the state after the last. The recurrence is serial; attention and output are products over all positions.
 */
export function writeTarget(
  target: tf.Tensor,
  { memory, last, mask }: ReadSource,
  weights: LstmTranslatorWeights<tf.Tensor>,
  kernels?: Kernels,
): { logits: tf.Tensor; last: LstmState } {
  expectShape('target', target, ['B', 'm']);
  const [batchSize, m] = target.shape as [number, number];
  const x = embedSteps(target, weights.embedding, kernels); // [m, B, dModel]
  const written = lstmOverSteps(x, weights.decoder, { start: last, kernels });
  const dModel = written.states.shape[2] as number;
  const states = tf.transpose(written.states, [1, 0, 2]); // [B, m, dModel]
  const rows = tf.reshape(states, [batchSize * m, dModel]); // [B·m, dModel]
  const hidden = weights.attention
    ? attended(states, memory, mask, weights.attention, kernels)
    : rows;
  return { logits: linear(hidden, weights.output, undefined, kernels), last: written.last };
}

// #region look-back
/**
 * h̃_t = tanh([c_t; h_t] W), c_t the states of the source, weighted by softmax(h_t · s_j) (Luong et al. 2015,
 * eq. 5, 7, 8): states [B, m, dModel], memory [B, n, dModel]; [B·m, dModel].
 */
function attended(
  states: tf.Tensor,
  memory: tf.Tensor,
  mask: tf.Tensor,
  attention: tf.Tensor,
  { matMul = tf.matMul, softmax = tf.softmax, ...kernels }: Kernels = {},
): tf.Tensor {
  const [batchSize, m, dModel] = states.shape as [number, number, number];
  const scores = tf.add(matMul(states, memory, false, true), mask); // [B, m, n]
  const context = matMul(softmax(scores), memory); // [B, m, dModel]
  const both = tf.reshape(tf.concat([context, states], 2), [batchSize * m, 2 * dModel]); // [B·m, 2d]
  return tf.tanh(linear(both, attention, undefined, { ...kernels, matMul }));
}
// #endregion

/** Logits [B·m, V] of source int32 [B, n] and target int32 [B, m] in one pass, as in training. */
export function lstmTranslator(
  source: tf.Tensor,
  counted: tf.Tensor,
  target: tf.Tensor,
  weights: LstmTranslatorWeights<tf.Tensor>,
  kernels?: Kernels,
): tf.Tensor {
  return writeTarget(target, readSource(source, counted, weights, kernels), weights, kernels)
    .logits;
}

/** Vectors of tokens int32 [B, n] by steps, [n, B, dModel]. */
function embedSteps(tokens: tf.Tensor, embedding: tf.Tensor, kernels?: Kernels): tf.Tensor {
  const [batchSize, n] = tokens.shape as [number, number];
  const ids = tf.reshape(tf.transpose(tokens), [n * batchSize]) as tf.Tensor1D; // [n·B]
  return tf.reshape(lookUp(ids, embedding, kernels), [n, batchSize, -1]); // [n, B, dModel]
}

export interface LstmTranslatorShape {
  dModel: number;
  vocabularySize: number;
  /** Whether the writer looks back. */
  attends: boolean;
}

/** V·d + 2 (8d² + 4d) + d·V, and 2d² with attention. */
export function lstmTranslatorParameters({
  dModel: d,
  vocabularySize: V,
  attends,
}: LstmTranslatorShape): number {
  return 2 * V * d + 2 * (8 * d ** 2 + 4 * d) + (attends ? 2 * d ** 2 : 0);
}

/**
 * Multiply-adds counted as two, of the logits of n source and m target tokens: 16(n + m)d² of both layers, the
 * output's 2mdV, and with attention 4mnd of scores and sums and 4md² of what mixes them.
 */
export function lstmTranslatorFlops(
  n: number,
  m: number,
  { dModel: d, vocabularySize: V, attends }: LstmTranslatorShape,
): number {
  const lookingBack = attends ? 4 * m * n * d + 4 * m * d ** 2 : 0;
  return 16 * (n + m) * d ** 2 + 2 * m * d * V + lookingBack;
}

export function drawLstmTranslator(
  draw: Draw,
  { dModel, vocabularySize, attends }: LstmTranslatorShape,
): LstmTranslatorWeights<DenseArray> {
  return {
    embedding: draw([vocabularySize, dModel], 1),
    encoder: drawLstm(draw, dModel, dModel),
    decoder: drawLstm(draw, dModel, dModel),
    ...(attends ? { attention: draw([2 * dModel, dModel], 1 / Math.sqrt(2 * dModel)) } : {}),
    output: draw([dModel, vocabularySize], 1 / Math.sqrt(dModel)),
  };
}
