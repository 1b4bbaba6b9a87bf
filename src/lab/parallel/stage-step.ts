import * as tf from '@tensorflow/tfjs-core';
import type { AttentionOptions } from '#lab/models/transformer/multi-head-attention.ts';
import { Boundary } from './boundary.ts';
import {
  type Layers,
  squaredError,
  stackBackward,
  stackForward,
  type Upstream,
} from './encoder-stage.ts';
import type { Passage, StageRequest } from './stage-messages.ts';

/** How a stage computes its attention: head count, and the kernels of its engine. */
export type StageHeads = Pick<AttentionOptions, 'numHeads' | 'kernels'>;

/**
 * One step of one stage: its operations on tensors, their inputs and results in shared memory.
 * A stage keeps no copy of its inputs: their slots stay as they are until the backward pass.
 */
export class StageStep {
  readonly #layers: Layers;
  readonly #heads: StageHeads;
  readonly #request: StageRequest;
  readonly #before: ReturnType<typeof openPassage>;
  readonly #behind: ReturnType<typeof openPassage>;
  /** Gradients of the weights, summed over the micro-batches so far. */
  #sums: tf.Tensor[] = [];

  constructor(layers: Layers, heads: StageHeads, request: StageRequest) {
    this.#layers = layers;
    this.#heads = heads;
    this.#request = request;
    this.#before = openPassage(request.before);
    this.#behind = openPassage(request.behind);
  }

  /** Where the input of an operation arrives from a neighbour, if it does. */
  arrival(kind: 'forward' | 'backward'): Boundary | undefined {
    return kind === 'forward' ? this.#before?.activations : this.#behind?.gradients;
  }

  /** Computes a micro-batch's output, and at the end of the stack its part of the loss. */
  forward(microBatch: number): void {
    const { loss, output, target } = this.#request;
    const isLast = this.#behind === undefined;
    const [y, error] = tf.tidy(() => {
      const x = this.#place(this.#input(microBatch)); // [B/M·n, dModel]
      const last = stackForward(x, this.#layers, this.#options()); // [B/M·n, dModel]
      if (!isLast || target === undefined) return [last];
      const wanted = this.#place(this.#part(target, microBatch)); // [B/M·n, dModel]
      return [last, squaredError(last, wanted, target.length)];
    }) as [tf.Tensor, tf.Scalar?];
    const values = y.dataSync<'float32'>();
    if (this.#behind === undefined) this.#part(output, microBatch).set(values);
    else this.#behind.activations.send(microBatch, values);
    y.dispose();
    if (loss === undefined || error === undefined) return;
    loss[0] = (loss[0] as number) + (error.dataSync<'float32'>()[0] as number);
    error.dispose();
  }

  /** The backward pass that is this stage's `turn`-th (from 0) of the step. */
  backward(microBatch: number, turn: number): void {
    const before = this.#before;
    const gradients = tf.tidy(() => {
      const x = this.#place(this.#input(microBatch)); // [B/M·n, dModel]
      const upstream = this.#upstream(microBatch, turn);
      const wantsInput = before !== undefined;
      const by = stackBackward(x, this.#layers, this.#options(), upstream, wantsInput);
      const sums = by.ofWeights.map((each, index) => {
        const sum = this.#sums[index];
        return sum === undefined ? each : tf.add(sum, each); // the weight's shape
      });
      return by.ofInput === undefined ? sums : [...sums, by.ofInput];
    });
    tf.dispose(this.#sums);
    const ofInput = before === undefined ? undefined : (gradients.pop() as tf.Tensor);
    this.#sums = gradients;
    if (ofInput === undefined) return;
    before?.gradients.send(turn, ofInput.dataSync<'float32'>());
    ofInput.dispose();
  }

  /** Leaves the summed gradients in shared memory and frees them. */
  finish(): void {
    for (const [index, sum] of this.#sums.entries()) {
      this.#request.gradients[index]?.values.set(sum.dataSync<'float32'>());
    }
    tf.dispose(this.#sums);
  }

  #upstream(microBatch: number, turn: number): Upstream {
    if (this.#behind !== undefined) {
      return { kind: 'gradient', ofOutput: this.#place(this.#behind.gradients.slot(turn)) };
    }
    const target = this.#request.target as Float32Array;
    const wanted = this.#place(this.#part(target, microBatch)); // [B/M·n, dModel]
    return { kind: 'loss', target: wanted, wholeSize: target.length };
  }

  #input(microBatch: number): Float32Array {
    if (this.#before !== undefined) return this.#before.activations.slot(microBatch);
    return this.#part(this.#request.x, microBatch);
  }

  #part(whole: Float32Array, microBatch: number): Float32Array {
    const [rows, dModel] = this.#request.shape;
    return whole.subarray(microBatch * rows * dModel, (microBatch + 1) * rows * dModel);
  }

  #place(values: Float32Array): tf.Tensor {
    return tf.tensor(values, this.#request.shape, 'float32'); // [B/M·n, dModel]
  }

  #options() {
    return { batchSize: this.#request.microBatchSize, ...this.#heads };
  }
}

function openPassage(passage: Passage | undefined) {
  if (passage === undefined) return undefined;
  const { activations, gradients } = passage;
  return { activations: new Boundary(activations), gradients: new Boundary(gradients) };
}
