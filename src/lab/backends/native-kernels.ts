import * as tf from '@tensorflow/tfjs-core';
import type { FusedKernels } from './backend.ts';
import { computes, type NodeBackend } from './native-calls.ts';
import { blockGru, type Gru } from './native-gru.ts';
import { blockLstm } from './native-lstm.ts';
import { matrixMatMul } from './native-matmul.ts';
import { oneDnnSoftmax } from './native-softmax.ts';

/**
 * TensorFlow's own kernels, called by name. Each is tried on a case worked out by hand, and left out
 * where this library lacks it or gives other values: the library's operations do its work then.
 */
export function nativeKernels(backend: NodeBackend): FusedKernels {
  const [matMul, softmax] = [matrixMatMul(backend), oneDnnSoftmax(backend)];
  const [lstm, gru] = [blockLstm(backend), blockGru(backend)];
  return {
    ...(computes(() => matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [5]])), [13]) && { matMul }),
    ...(computes(() => softmax(tf.tensor2d([[0, Math.log(3)]])), [0.25, 0.75]) && { softmax }),
    ...(computes(() => tryLstm(lstm), lstmStates()) && { lstm }),
    ...(computes(() => tryGru(gru), gruStates()) && { gru }),
  };
}

// Two steps of one unit whose kernels are zero, so that the biases alone are the gates:
// σ(ln 3) = 3/4, σ(−ln 3) = 1/4, σ(0) = 1/2.
const [x, threeQuarters, quarter, half] = [[[[0]], [[0]]], Math.log(3), -Math.log(3), 0];
const candidate = Math.tanh(0.5);

function tryLstm(lstm: NonNullable<FusedKernels['lstm']>): tf.Tensor {
  const bias = tf.tensor1d([threeQuarters, quarter, 0.5, half]);
  return lstm(tf.tensor3d(x), tf.zeros([2, 4]), bias);
}

/** c₁ = 3/4·g, c₂ = 1/4·c₁ + 3/4·g, h = 1/2·tanh(c). */
function lstmStates(): number[] {
  const first = 0.75 * candidate;
  return [first, 0.25 * first + 0.75 * candidate].map((cell) => 0.5 * Math.tanh(cell));
}

function tryGru(gru: Gru): tf.Tensor {
  const gates = tf.tensor1d([quarter, threeQuarters]); // reset, update
  return gru(tf.tensor3d(x), tf.zeros([2, 2]), tf.zeros([2, 1]), gates, tf.tensor1d([0.5]));
}

/** h₁ = 1/4·h̃, h₂ = 3/4·h₁ + 1/4·h̃. */
function gruStates(): number[] {
  const first = 0.25 * candidate;
  return [first, 0.75 * first + 0.25 * candidate];
}
