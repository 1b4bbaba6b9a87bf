import * as tf from '@tensorflow/tfjs-core';
import { leavesOf } from '#lab/models/tensor-tree.ts';
import type { EncoderLayerWeights } from '#lab/models/transformer/encoder-layer.ts';
import type { AttentionOptions } from '#lab/models/transformer/multi-head-attention.ts';
import { type DenseArray, toTensors } from '#lab/models/weights.ts';
import { squaredError, stackForward } from './encoder-stage.ts';
import { arraysOf, shareZeros } from './shared-arrays.ts';

/** Loss and gradients of one training step; gradients have the form of the weights. */
export interface TrainingResult {
  loss: number;
  gradients: EncoderLayerWeights<DenseArray>[];
}

/**
 * The undivided counterpart of a pipeline: all layers in this thread, on the backend that is open,
 * the whole batch at once, nothing computed twice. x and target [B·n, dModel].
 */
export function openWholeStack(
  layers: readonly EncoderLayerWeights<DenseArray>[],
  options: AttentionOptions,
) {
  const { tensors, dispose } = toTensors([...layers]);
  const weights = leavesOf(tensors);
  const withTensors = <Result>(
    arrays: { x: DenseArray; target?: DenseArray },
    use: (x: tf.Tensor, target?: tf.Tensor) => Result,
  ): Result => {
    const placed = toTensors(arrays);
    const { x, target } = placed.tensors as { x: tf.Tensor; target?: tf.Tensor };
    try {
      return use(x, target);
    } finally {
      placed.dispose();
    }
  };
  return {
    /** The output of the last layer, [B·n, dModel]. */
    forward: (x: DenseArray): Float32Array =>
      withTensors({ x }, (input) => {
        const output = tf.tidy(() => stackForward(input, tensors, options)); // [B·n, dModel]
        const values = output.dataSync<'float32'>().slice();
        output.dispose();
        return values;
      }),
    /** Mean of squares against the target, its gradient by each weight, and the time both took. */
    train: (x: DenseArray, target: DenseArray): TrainingResult & { computeMs: number } =>
      withTensors({ x, target }, (input, wanted) => {
        const loss = () =>
          squaredError(stackForward(input, tensors, options), wanted as tf.Tensor, input.size);
        const startNs = process.hrtime.bigint();
        const { value, grads } = tf.valueAndGrads(loss)(weights);
        const computeMs = Number(process.hrtime.bigint() - startNs) / 1e6;
        const gradients = shareZeros([...layers]);
        for (const [index, { values }] of arraysOf(gradients).entries()) {
          values.set((grads[index] as tf.Tensor).dataSync<'float32'>());
        }
        const result = { loss: value.dataSync<'float32'>()[0] as number, gradients, computeMs };
        tf.dispose([value, ...grads]);
        return result;
      }),
    dispose,
  };
}
