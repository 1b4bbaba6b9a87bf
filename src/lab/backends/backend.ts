import type * as tf from '@tensorflow/tfjs-core';

export type BackendId = 'native' | 'wasm' | 'plain';

/** Kernels that a backend offers for whole layers; absent where it has none. */
export interface FusedKernels {
  /**
   * A whole LSTM layer in one kernel. x [n, B, dIn], kernel [dIn + dModel, 4·dModel] (input rows
   * first; columns input, forget, candidate, output), bias [4·dModel]; hidden states [n, B, dModel].
   */
  lstm?(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor;
  /** Softmax over the last axis, faster than the library's own. */
  softmax?(scores: tf.Tensor): tf.Tensor;
}

/** A backend that is open in this process, ready to compute. */
export interface OpenBackend {
  id: BackendId;
  /** The library that computes, with its version. */
  library: string;
  fused: FusedKernels;
  /** Flags that change what is computed or how fast. */
  flags: Record<string, string | number | boolean>;
}

/** Where tensors run. Threads are chosen by `environment`, before the process starts. */
export interface Backend {
  id: BackendId;
  /** Whether more than one thread can be asked for in Node. */
  threaded: boolean;
  /** The kernels without which some cases cannot run, and which it has once open. */
  kernels: readonly (keyof FusedKernels)[];
  /** Environment variables of a process that is to use this many threads. */
  environment(threads: number): Record<string, string>;
  open(): Promise<OpenBackend>;
}
