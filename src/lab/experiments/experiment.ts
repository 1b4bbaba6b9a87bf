import type * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '#lab/models/kernels.ts';

/** How many threads a case may use: one, or as many as the machine has cores. */
export type Threads = 'one' | 'all';

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

/** A function that cases compute, and how it is known to be right. */
export interface ComputedFunction {
  /** The float64 truth at a point, flat, from plain arrays and the paper's equations. */
  oracle(at: number, seed: number): Float64Array;
  /** Longest sum in the function at a point: rounding grows with its root. */
  reductionLength(at: number): number;
  /** Length of the rows whose largest entry must be the same (tokens chosen), if any. */
  argmaxOver?: number;
}

/** A question with a grid. One file, one experiment, one record a machine. */
export interface Experiment {
  name: string;
  axis: { name: string; symbol: string };
  shape: Readonly<Record<string, number>>;
  cases: readonly Case[];
  /** By name, every function that cases compute. */
  functions: Readonly<Record<string, ComputedFunction>>;
}

export function defineExperiment(experiment: Experiment): Experiment {
  return experiment;
}

/** The function that a case computes. Throws where the experiment does not define it. */
export function functionOf(experiment: Experiment, each: Case): ComputedFunction {
  const found = experiment.functions[each.computes];
  if (found === undefined) {
    throw new RangeError(
      `The case "${each.network}" of ${experiment.name} computes "${each.computes}"; ` +
        `the experiment defines ${Object.keys(experiment.functions).join(', ')}.`,
    );
  }
  return found;
}
