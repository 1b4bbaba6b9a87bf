import * as tf from '@tensorflow/tfjs-core';

/** Where tensors run in Node; records name these. */
export type BackendId = 'native' | 'wasm' | 'plain';

/** Where tensors run in a browser, the fastest first. */
export type BrowserBackendId = 'webgpu' | 'webgl' | 'wasm';

/** Kernels that a backend computes faster than the library's operations; absent where it has none. */
export interface FusedKernels {
  /** Matrix product over the last two axes, either factor transposed first, as tf.matMul. */
  matMul?(
    left: tf.Tensor,
    right: tf.Tensor,
    transposeLeft?: boolean,
    transposeRight?: boolean,
  ): tf.Tensor;
  /** Softmax over the last axis. */
  softmax?(scores: tf.Tensor): tf.Tensor;
  /**
   * A whole LSTM layer in one kernel. x [n, B, dIn], kernel [dIn + dModel, 4·dModel] (input rows
   * first; columns input, forget, candidate, output), bias [4·dModel]; hidden states [n, B, dModel].
   */
  lstm?(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor;
  /**
   * A GRU layer whose reset gate acts before the product, one kernel a step. x [n, B, dIn],
   * gateKernel [dIn + dModel, 2·dModel] (input rows first; columns reset, update), candidateKernel
   * [dIn + dModel, dModel], gateBias [2·dModel], candidateBias [dModel]; hidden states [n, B, dModel].
   */
  gru?(
    x: tf.Tensor,
    gateKernel: tf.Tensor,
    candidateKernel: tf.Tensor,
    gateBias: tf.Tensor,
    candidateBias: tf.Tensor,
  ): tf.Tensor;
}

/** A backend that is open and is the one that computes. */
export interface OpenBackend {
  id: BackendId | BrowserBackendId;
  /** The library that computes, with its version. */
  library: string;
  fused: FusedKernels;
  /** Flags that change what is computed or how fast. */
  flags: Record<string, string | number | boolean>;
  /** Frees the backend with every tensor on it. It may be opened again. */
  close(): void;
}

/** A backend in Node. Threads are chosen by `environment`, before the process starts. */
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

/** A backend in a browser. */
export interface BrowserBackend {
  id: BrowserBackendId;
  /** Why this browser cannot run it, as a sentence; undefined where it can. */
  whyUnavailable(): Promise<string | undefined>;
  open(): Promise<OpenBackend>;
}

/** Makes a backend that TensorFlow.js knows by this name the one that computes. */
export async function startEngine(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) {
    throw new Error(
      `TensorFlow.js could not start its backend "${name}"; it said why just before.`,
    );
  }
  await tf.ready();
}

/** Frees what `startEngine` started, and keeps it known so that it can be started again. */
export function stopEngine(name: string): void {
  const factory = tf.findBackendFactory(name);
  tf.removeBackend(name);
  tf.registerBackend(name, factory);
}
