import * as tf from '@tensorflow/tfjs-core';

/** The part of the engine that keeps account of what is stored; the library keeps it to itself. */
interface CountingEngine {
  trackTensor(tensor: tf.Tensor, backend: unknown): void;
  removeDataId(dataId: object, backend: unknown): void;
  state: { tensorInfo: { get(dataId: object): { bytes: number } | undefined } };
}

/**
 * Runs a computation once: the most bytes that its tensors take at one time, its result among them and
 * its inputs not. Buffers are counted as the engine counts them: a view of another tensor is free, except on
 * native TensorFlow, where another shape is another tensor. What a kernel needs for itself while it runs is
 * not seen.
 */
export function peakBytes(run: () => tf.Tensor): number {
  const engine = tf.engine() as unknown as CountingEngine;
  const { trackTensor, removeDataId } = engine;
  const own = new Map<object, number>();
  let [now, peak] = [0, 0];
  const bytesOf = (dataId: object) => engine.state.tensorInfo.get(dataId)?.bytes;
  engine.trackTensor = (tensor, backend) => {
    const known = bytesOf(tensor.dataId) !== undefined;
    trackTensor.call(engine, tensor, backend);
    if (known) return;
    const bytes = bytesOf(tensor.dataId) ?? 0;
    own.set(tensor.dataId, bytes);
    now += bytes;
    peak = Math.max(peak, now);
  };
  engine.removeDataId = (dataId, backend) => {
    now -= own.get(dataId) ?? 0;
    own.delete(dataId);
    removeDataId.call(engine, dataId, backend);
  };
  try {
    tf.tidy(run).dispose();
  } finally {
    // The engine's own methods stand behind these.
    const wrapped = engine as Partial<CountingEngine>;
    delete wrapped.trackTensor;
    delete wrapped.removeDataId;
  }
  return peak;
}
