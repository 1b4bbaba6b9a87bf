import type * as tf from '@tensorflow/tfjs-core';
import type { GruKernel } from './recurrent/fused-gru.ts';
import type { LstmKernel } from './recurrent/fused-lstm.ts';

/** Matrix product over the last two axes, either factor transposed first, as `tf.matMul`. */
export type MatMul = (
  left: tf.Tensor,
  right: tf.Tensor,
  transposeLeft?: boolean,
  transposeRight?: boolean,
) => tf.Tensor;

/** Softmax over the last axis, any rank. */
export type Softmax = (scores: tf.Tensor) => tf.Tensor;

/**
 * What a backend computes faster than the library's own operations. Each gives the same result and
 * the same gradient; a network takes what it is handed and uses the library's operation otherwise.
 */
export interface Kernels {
  matMul?: MatMul;
  softmax?: Softmax;
  /** A whole recurrent layer in one call. */
  lstm?: LstmKernel;
  gru?: GruKernel;
}
