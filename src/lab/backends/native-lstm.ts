import * as tf from '@tensorflow/tfjs-core';
import { type NodeBackend, withInt64 } from './native-calls.ts';

/** (x [n, B, dIn], kernel [dIn + d, 4·d], bias [4·d]) to the hidden states [n, B, d]. */
type Lstm = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) => tf.Tensor;

/**
 * TensorFlow's BlockLSTMV2: gates in the order input, forget, candidate, output; no forget bias is
 * added and nothing is clipped, unlike BlockLSTM (tensorflow/core/ops/rnn_ops.cc). Its gradient is
 * the kernel BlockLSTMGradV2.
 */
export function blockLstm(backend: NodeBackend): Lstm {
  const { binding } = backend;
  const peepholes = { name: 'use_peephole', type: binding.TF_ATTR_BOOL, value: false };
  const float = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const clip = { name: 'cell_clip', type: binding.TF_ATTR_FLOAT, value: 0 };

  /** Input, forget and candidate are i, f and ci; o is the output gate, co = tanh(cs), cs the cell. */
  const forward = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor[] => {
    const { n, zeroState, peephole } = constants(x, bias);
    const weights = [kernel, peephole, peephole, peephole, bias];
    return withInt64(backend, n, (length) => {
      const inputs = [length, x, zeroState, zeroState, ...weights];
      // i, cs, f, o, ci, co, h, each [n, B, d].
      return backend.executeMultipleOutputs('BlockLSTMV2', [clip, peepholes, float], inputs, 7);
    });
  };

  const backward = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
    const [x, kernel, bias, ...outputs] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
    const { n, zeroState, peephole } = constants(x, bias);
    const weights = [kernel, peephole, peephole, peephole, bias];
    const [dx, , , dKernel, , , , dBias] = withInt64(backend, n, (length) => {
      const inputs = [
        length,
        x,
        zeroState,
        zeroState,
        ...weights,
        ...outputs,
        tf.zerosLike(dy),
        dy,
      ];
      return backend.executeMultipleOutputs('BlockLSTMGradV2', [peepholes, float], inputs, 8);
    });
    return [dx, dKernel, dBias] as tf.Tensor[];
  };

  return tf.customGrad((...args) => {
    const [x, kernel, bias, save] = args as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const outputs = forward(x, kernel, bias);
    save([x, kernel, bias, ...outputs]);
    return { value: outputs.at(-1) as tf.Tensor, gradFunc: backward };
  });
}

/** The state before the first step [B, d], and the peephole weights [d] that the kernel wants even unused. */
function constants(x: tf.Tensor, bias: tf.Tensor) {
  const [n, batchSize] = x.shape as [number, number, number];
  const units = (bias.shape[0] as number) / 4;
  return { n, zeroState: tf.zeros([batchSize, units]), peephole: tf.zeros([units]) };
}
