import * as tf from '@tensorflow/tfjs-core';
import type { FusedKernels } from './backend.ts';

interface Attribute {
  name: string;
  type: number;
  value: unknown;
}

/** The parts of tfjs-node's backend that call a TensorFlow kernel by its name. */
export interface NodeBackend {
  binding: {
    TF_Version: string;
    TF_ATTR_BOOL: number;
    TF_ATTR_FLOAT: number;
    TF_ATTR_STRING: number;
    TF_ATTR_TYPE: number;
    TF_FLOAT: number;
  };
  executeSingleOutput(name: string, attributes: Attribute[], inputs: unknown[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: Attribute[],
    inputs: unknown[],
    outputs: number,
  ): tf.Tensor[];
}

/**
 * TensorFlow's BlockLSTMV2: gates in the order input, forget, candidate, output; no forget bias is
 * added and nothing is clipped, unlike BlockLSTM (tensorflow/core/ops/rnn_ops.cc). Of its seven
 * outputs the last is the hidden states.
 */
export function blockLstm(
  backend: NodeBackend,
  Int64Scalar: new (value: number) => unknown,
): NonNullable<FusedKernels['lstm']> {
  const { binding } = backend;
  const attributes = [
    { name: 'cell_clip', type: binding.TF_ATTR_FLOAT, value: 0 },
    { name: 'use_peephole', type: binding.TF_ATTR_BOOL, value: false },
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
  ];
  return (x, kernel, bias) => {
    const [n, batchSize] = x.shape as [number, number, number];
    const units = (bias.shape[0] as number) / 4;
    const zeros = tf.zeros([batchSize, units]);
    const peephole = tf.zeros([units]);
    const inputs = [
      new Int64Scalar(n),
      x,
      zeros,
      zeros,
      kernel,
      peephole,
      peephole,
      peephole,
      bias,
    ];
    const outputs = backend.executeMultipleOutputs('BlockLSTMV2', attributes, inputs, 7);
    const hidden = outputs.at(-1) as tf.Tensor;
    tf.dispose([zeros, peephole, ...outputs.slice(0, -1)]);
    return hidden;
  };
}

/**
 * oneDNN's softmax, which TensorFlow's Python puts in place of its plain kernel and tfjs-node does
 * not. Undefined where this library has no such kernel, or where it does not agree with the plain one.
 */
export function oneDnnSoftmax(backend: NodeBackend): FusedKernels['softmax'] {
  const { binding } = backend;
  const attributes = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: '_kernel', type: binding.TF_ATTR_STRING, value: 'MklNameChangeOp' },
  ];
  const softmax = (scores: tf.Tensor) =>
    backend.executeSingleOutput('_MklSoftmax', attributes, [scores]);
  try {
    const difference = tf.tidy(() => {
      const scores = tf.tensor2d([-3, 0.5, 40, 2, 2, -1e9], [2, 3]);
      return tf.max(tf.abs(tf.sub(softmax(scores), tf.softmax(scores)))).dataSync()[0];
    });
    return difference !== undefined && difference < 1e-6 ? softmax : undefined;
  } catch {
    return undefined;
  }
}
