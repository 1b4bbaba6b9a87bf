import * as tf from '@tensorflow/tfjs-core';
import type { NodeBackend } from './native-calls.ts';

/** Kernels of gates and candidate, their biases: [dIn + d, 2·d], [dIn + d, d], [2·d], [d]. */
type Weights = [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];

/** (x [n, B, dIn], weights) to the hidden states [n, B, d]. */
export type Gru = (x: tf.Tensor, ...weights: Weights) => tf.Tensor;

type FourTensors = [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];

/**
 * A layer of TensorFlow's GRUBlockCell, one native kernel a step: gates in the order reset, update;
 * the reset gate acts before the product (tensorflow/core/ops/rnn_ops.cc).
 */
export function blockGru(backend: NodeBackend): Gru {
  const { binding } = backend;
  const float = [{ name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }];
  const call = (name: string, inputs: tf.Tensor[]) =>
    backend.executeMultipleOutputs(name, float, inputs, 4) as FourTensors;

  const forward = (x: tf.Tensor, weights: Weights): tf.Tensor => {
    let hidden = zeroState(x, weights);
    const states = tf.unstack(x).map((input) => {
      const [reset, update, candidate, next] = call('GRUBlockCell', [input, hidden, ...weights]);
      tf.dispose([reset, update, candidate]);
      hidden = next; // [B, d]
      return next;
    });
    return tf.stack(states); // [n, B, d]
  };

  /**
   * With the hidden states known, one call gives the gates of all steps again, so that the forward
   * pass keeps none. Only dh runs back step by step (GRUBlockCellGrad); the weights' gradients are
   * one product each.
   */
  const backward = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
    const [x, states, ...others] = saved as [tf.Tensor, tf.Tensor, ...Weights];
    const weights = others as Weights;
    const [n, batchSize, dIn] = x.shape as [number, number, number];
    const zeros = zeroState(x, weights);
    const before = [zeros, ...tf.unstack(states).slice(0, -1)]; // n times [B, d]
    const rows = tf.reshape(x, [n * batchSize, dIn]);
    const hidden = tf.concat(before, 0); // [n·B, d]
    const recomputed = call('GRUBlockCell', [rows, hidden, ...weights]); // each [n·B, d]
    const [reset, update, candidate] = recomputed.map((all) => tf.split(all, n, 0)) as Steps;
    const [inputs, arriving] = [tf.unstack(x), tf.unstack(dy)];
    const gradients: FourTensors[] = []; // of x, h, candidate and gates, the last step first
    let carried = zeros; // [B, d], from the steps after
    for (let t = n - 1; t >= 0; t--) {
      const step = [inputs[t], before[t], ...weights, reset[t], update[t], candidate[t]];
      const dHidden = tf.add(arriving[t] as tf.Tensor, carried); // [B, d]
      const gradient = call('GRUBlockCellGrad', [...(step as tf.Tensor[]), dHidden]);
      gradients.push(gradient);
      carried = gradient[1];
    }
    const [dInput, , dCandidates, dGates] = [0, 1, 2, 3].map((index) =>
      tf.concat(gradients.map((each) => each[index] as tf.Tensor).reverse(), 0),
    ) as FourTensors; // [n·B, dIn], [n·B, d], [n·B, d], [n·B, 2·d]
    const gated = tf.mul(recomputed[0], hidden); // [n·B, d]
    return [
      tf.reshape(dInput, x.shape),
      tf.matMul(tf.concat([rows, hidden], 1), dGates, true),
      tf.matMul(tf.concat([rows, gated], 1), dCandidates, true),
      tf.sum(dGates, 0),
      tf.sum(dCandidates, 0),
    ];
  };

  return tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const [x, ...others] = args as [tf.Tensor, ...Weights];
    const weights = others as Weights;
    const states = forward(x, weights);
    save([x, states, ...weights]);
    return { value: states, gradFunc: backward };
  });
}

/** Reset, update and candidate, each as n tensors [B, d]. */
type Steps = [tf.Tensor[], tf.Tensor[], tf.Tensor[]];

/** The hidden state before the first step, [B, d]. */
function zeroState(x: tf.Tensor, [, candidateKernel]: Weights): tf.Tensor {
  return tf.zeros([x.shape[1] as number, candidateKernel.shape[1] as number]);
}
