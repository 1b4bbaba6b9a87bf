import * as tf from '@tensorflow/tfjs-core';
import type { NodeBackend } from './native-calls.ts';

/**
 * oneDNN's softmax over the last axis, which TensorFlow's Python puts in place of its plain kernel
 * and tfjs-node does not. With y = softmax(x), dx = y∘(dy − Σ dy∘y).
 */
export function oneDnnSoftmax(backend: NodeBackend): (scores: tf.Tensor) => tf.Tensor {
  const { binding } = backend;
  const attributes = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: '_kernel', type: binding.TF_ATTR_STRING, value: 'MklNameChangeOp' },
  ];
  return tf.customGrad((...args) => {
    const [scores, save] = args as [tf.Tensor, tf.GradSaveFunc];
    const weights = backend.executeSingleOutput('_MklSoftmax', attributes, [scores]);
    save([weights]);
    return { value: weights, gradFunc: (dy, saved) => softmaxGradient(dy, saved[0] as tf.Tensor) };
  });
}

function softmaxGradient(dy: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const weighted = tf.mul(dy, weights);
  return tf.sub(weighted, tf.mul(weights, tf.sum(weighted, -1, true)));
}
