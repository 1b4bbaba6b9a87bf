import type { Backend } from '#lab/backends/backend.ts';

/** The engine that each worker of a trial opens for itself. */
export type WorkerEngine = Backend;

/** What one lane (a worker, or the engine) did from startMs to endMs, from the sample's start. */
export interface Span {
  lane: number;
  part: string;
  label?: string;
  startMs: number;
  endMs: number;
}

/** One sample of a trial that reads its time off its own clock. */
export interface OwnClockSample {
  totalMs: number;
  /** In order within each lane, without overlap. */
  spans: Span[];
  output: Float32Array;
}

/** A trial whose work is spread over workers, or watched while it runs. */
export interface OwnClockTrial {
  run(): Promise<OwnClockSample>;
  dispose(): Promise<void>;
}
