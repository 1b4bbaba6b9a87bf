import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend, FusedKernels } from './backend.ts';

/** Native TensorFlow through `@tensorflow/tfjs-node`. */
export const native: Backend = {
  id: 'native',
  threaded: true,
  kernels: ['lstm'],
  environment: (threads) => ({
    TF_CPP_MIN_LOG_LEVEL: '3',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    OMP_NUM_THREADS: String(threads),
  }),
  async open() {
    const require = createRequire(import.meta.url);
    require('@tensorflow/tfjs-node');
    await tf.setBackend('tensorflow');
    await tf.ready();
    const backend = tf.backend() as unknown as NodeBackend;
    return {
      id: 'native',
      library: `TensorFlow ${backend.binding.TF_Version}`,
      fused: { lstm: blockLstm(backend, require) },
      flags: {},
    };
  },
};

/** The parts of tfjs-node's backend that call a TensorFlow kernel by its name. */
interface NodeBackend {
  binding: {
    TF_Version: string;
    TF_ATTR_BOOL: number;
    TF_ATTR_FLOAT: number;
    TF_ATTR_TYPE: number;
  };
  executeMultipleOutputs(
    name: string,
    attributes: { name: string; type: number; value: unknown }[],
    inputs: unknown[],
    outputs: number,
  ): tf.Tensor[];
}

/**
 * TensorFlow's BlockLSTMV2: gates in the order input, forget, candidate, output; no forget bias is
 * added and nothing is clipped, unlike BlockLSTM (tensorflow/core/ops/rnn_ops.cc). Of its seven
 * outputs the last is the hidden states.
 */
function blockLstm(
  backend: NodeBackend,
  require: NodeJS.Require,
): NonNullable<FusedKernels['lstm']> {
  const { Int64Scalar } = require('@tensorflow/tfjs-node/dist/int64_tensors.js') as {
    Int64Scalar: new (value: number) => unknown;
  };
  // TF_FLOAT is 1 in TensorFlow's TF_DataType.
  const attributes = [
    { name: 'cell_clip', type: backend.binding.TF_ATTR_FLOAT, value: 0 },
    { name: 'use_peephole', type: backend.binding.TF_ATTR_BOOL, value: false },
    { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: 1 },
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
