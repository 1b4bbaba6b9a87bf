import type * as tf from '@tensorflow/tfjs-core';
import type { LstmKernel } from '#lab/models/recurrent/fused-lstm.ts';

/** How many threads a case may use: one, or as many as the machine has cores. */
export type Threads = 'one' | 'all';

/** What a case may ask of the backend that it runs on. */
export interface Kernels {
  lstm?: LstmKernel;
}

/** A case at one point of the grid, its inputs in place. `run` returns a tensor that its caller owns. */
export interface Trial {
  run(): tf.Tensor;
  dispose(): void;
}

/** One side of a comparison. Its ids are `<network>@one` and `<network>@all`. */
export interface Case {
  network: string;
  threads: readonly Threads[];
  /** Name of the function computed: cases with the same name must agree with each other. */
  computes: string;
  /** Points measured for publication, and the fewer points of a quick run. */
  grid: readonly number[];
  quickGrid: readonly number[];
  /** The kernel without which the case cannot run. */
  needs?: keyof Kernels;
  /** Multiply-adds counted as two; the prediction, written before the measurement. */
  flops(at: number): number;
  /** Length of the chain of steps of which each needs the one before. */
  sequentialSteps(at: number): number;
  open(at: number, seed: number, kernels: Kernels): Trial;
}

/** The float64 truth for one function at one point. */
export interface Truth {
  values: Float64Array;
  /** Longest sum in the function: rounding grows with its root. */
  reductionLength: number;
  /** Length of the rows whose largest entry must be the same (tokens chosen), if any. */
  argmaxOver?: number;
}

/** A question with a grid. One file, one experiment, one record a machine. */
export interface Experiment {
  name: string;
  /** Raised by hand when the instrument changes what a record means. */
  protocolVersion: number;
  axis: { name: string; symbol: string };
  shape: Readonly<Record<string, number>>;
  cases: readonly Case[];
  /** By the name of the function that cases compute. */
  oracles: Readonly<Record<string, (at: number, seed: number) => Truth>>;
}

export function defineExperiment(experiment: Experiment): Experiment {
  return experiment;
}
