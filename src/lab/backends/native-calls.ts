import * as tf from '@tensorflow/tfjs-core';

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
  write(values: Int32Array, shape: number[], dtype: 'int64'): object;
  disposeData(dataId: object): boolean;
}

/**
 * Runs a call with an int64 scalar, which TensorFlow.js has no tensor for: two 32-bit halves, the
 * lower first. The scalar is freed afterwards; tfjs-node's own Int64Scalar never is.
 */
export function withInt64<Result>(
  backend: NodeBackend,
  value: number,
  call: (scalar: unknown) => Result,
): Result {
  const dataId = backend.write(Int32Array.of(value, 0), [], 'int64');
  try {
    return call({ dataId });
  } finally {
    backend.disposeData(dataId);
  }
}

/** Whether a kernel is in this library and gives these values; a call of a missing one throws. */
export function computes(call: () => tf.Tensor, expected: readonly number[]): boolean {
  try {
    const values = tf.tidy(() => call().dataSync());
    return (
      values.length === expected.length &&
      expected.every((value, index) => Math.abs((values[index] as number) - value) < 1e-6)
    );
  } catch {
    return false;
  }
}
