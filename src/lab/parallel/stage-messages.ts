import type { EncoderLayerWeights } from '#lab/models/transformer/encoder-layer.ts';
import type { DenseArray } from '#lab/models/weights.ts';
import type { BoundaryMemory } from './boundary.ts';
import type { Operation } from './schedule.ts';
import type { Interval } from './trace.ts';

/** What a stage holds as long as its pipeline is open; all arrays are in shared memory. */
export interface StageSetup {
  layers: EncoderLayerWeights<DenseArray>[];
  numHeads: number;
}

/** One step of one stage. Every number in bulk is in shared memory, written before the request. */
export interface StageRequest {
  operations: Operation[];
  /** Sequences of a micro-batch, and rows of x that it fills. */
  microBatchSize: number;
  /** Shape of a micro-batch: [B/M·n, dModel]. */
  shape: [rows: number, dModel: number];
  /** The whole batch: read by the first stage, and the last one's loss is taken against target. */
  x: Float32Array;
  target: Float32Array | undefined;
  /** Written by the last stage: output of the forward passes. */
  output: Float32Array;
  /** Of the last stage alone: another that adds its nothing can write an old sum over a new one. */
  loss: Float32Array | undefined;
  /** Activations from the stage before and to the one behind; absent at the ends. */
  before: Passage | undefined;
  behind: Passage | undefined;
  /** Where the stage leaves the gradients of its weights, in the order of arraysOf. */
  gradients: DenseArray[];
  /** The clock's reading that counts as 0, in ns (process.hrtime.bigint, one clock for all threads). */
  originNs: bigint;
}

/** Both directions between two neighbours. */
export interface Passage {
  activations: BoundaryMemory;
  gradients: BoundaryMemory;
}

export interface StageReply {
  /** When the stage left the barrier, on the request's clock. */
  startMs: number;
  busy: Interval[];
  /** Most micro-batches whose forward pass was done and whose backward pass was not. */
  keptMicroBatches: number;
  tensorsLeaked: number;
}
