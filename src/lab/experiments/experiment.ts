import type * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '#lab/models/kernels.ts';
import type { OwnClockTrial, WorkerEngine } from '#lab/parallel/own-clock.ts';

/** How many threads a case may use: one, or as many as the machine has cores. */
export type Threads = 'one' | 'all';

/** Where a case runs whatever engine the record is of: for cases that compare engines. */
export type CaseEngine = 'native' | 'wasm' | 'wasm-without-simd' | 'plain';

/** A case at one point of the grid, its inputs in place. `run` returns a tensor that its caller owns. */
export interface Trial {
  run(): tf.Tensor;
  /** What the oracle is compared with, where the timed output says too little (a training step). */
  check?(): tf.Tensor;
  dispose(): void;
}

/** A kernel that the engine ran: its name there, shapes of its inputs, shape of its output. */
export interface KernelCall {
  kernel: string;
  inputs: readonly (readonly number[])[];
  output: readonly number[];
}

/** An exact finding about a case, such as a matrix of influences. Values row by row. */
export interface Observation {
  name: string;
  shape: readonly number[];
  values: readonly number[];
  /** What the entries along the last axis are called. */
  labels?: readonly string[];
}

interface AnyCase {
  network: string;
  threads: readonly Threads[];
  /** Name of the function computed: cases with the same name must agree with each other. */
  computes: string;
  /** Points measured for publication, and the fewer points of a quick run. */
  grid: readonly number[];
  quickGrid: readonly number[];
  /** The kernel without which the case cannot run. */
  needs?: keyof Kernels;
  engine?: CaseEngine;
  /** Multiply-adds counted as two; the prediction, written before the measurement. */
  flops(at: number): number;
  /** Length of the chain of steps of which each needs the one before. */
  sequentialSteps(at: number): number;
  /** Exact findings, made once, outside all timing. */
  observe?(at: number, seed: number, kernels: Kernels): Observation[];
  /** Minutes that the findings of one point may take, where a process would be taken for hung before. */
  findingMinutes?: number;
}

/** One side of a comparison. Its ids are `<network>@one` and `<network>@all`. */
export interface TensorCase extends AnyCase {
  open(at: number, seed: number, kernels: Kernels): Trial;
  /** Names the part of the work that a kernel belongs to: its calls are recorded as a timeline. */
  partOf?(call: KernelCall): { part: string; flops: number };
}

/** A case that several workers compute, and whose time is read off their common clock. */
export interface WorkersCase extends AnyCase {
  openWorkers(at: number, seed: number, engine: WorkerEngine): Promise<OwnClockTrial>;
}

export type Case = TensorCase | WorkersCase;

/** A function that cases compute, and how it is known to be right. */
export interface ComputedFunction {
  /** The float64 truth at a point, flat, from plain arrays and the paper's equations. */
  oracle(at: number, seed: number): Float64Array;
  /** Longest sum in the function at a point: rounding grows with its root. */
  reductionLength(at: number): number;
  /** Length of the rows whose largest entry must be the same (tokens chosen), if any. */
  argmaxOver?: number;
}

/** A time, or a ratio of two, by case id and point. */
export interface PrimaryQuantity {
  of: { case: string; at: number };
  over?: { case: string; at: number };
}

/** A question with a grid. One file, one experiment, one record a machine. */
export interface Experiment {
  name: string;
  axis: { name: string; symbol: string };
  shape: Readonly<Record<string, number>>;
  cases: readonly Case[];
  /** By name, every function that cases compute. */
  functions: Readonly<Record<string, ComputedFunction>>;
  /** The quantity whose precision decides how many blocks are measured, at points of the grid. */
  primary?: PrimaryQuantity;
  /** True where the question is not one of time: cases are proved and observed, never timed. */
  untimed?: boolean;
  /** Numbers that theory gives beside work and steps, by name, from closed forms; no units. */
  predictions?: Readonly<Record<string, number>>;
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
