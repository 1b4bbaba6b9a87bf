import type { Sampling } from '#lab/bench/protocol.ts';
import type { CaseEngine } from '#lab/experiments/experiment.ts';
import type { Engine, FailureVerdict, Observation, Proof, Run } from '#results/record.ts';

/** What the parent asks of a fresh process: one case, over its grid. */
export interface ChildRequest {
  /** `empty` only opens the engine and tells its peak memory. */
  task: 'prove' | 'measure' | 'empty';
  experiment: string;
  /** `<network>@one` or `<network>@all`. */
  caseId: string;
  engine: CaseEngine;
  points: number[];
  seed: number;
  sampling: Sampling;
  /** Whether the timeline of one sample a trial is kept. */
  keepTimeline: boolean;
}

/** Entries of an output, taken at equal strides, by which cases of one block are compared. */
export interface Fingerprint {
  at: number;
  entries: Float64Array;
}

export type MeasuredRun = Omit<Run, 'case' | 'seed' | 'startedAtMs' | 'retried'>;

/** What the process answers: one `alive` a point, then the result, or one `failed`. */
export type ChildReply =
  | { kind: 'alive'; at: number }
  | {
      kind: 'proved';
      proofs: Proof[];
      observations: Observation[];
      engine: Pick<Engine, 'library' | 'flags'>;
    }
  | { kind: 'measured'; run: MeasuredRun; fingerprints: Fingerprint[] }
  | { kind: 'empty'; peakRssBytes: number }
  | { kind: 'failed'; verdict: FailureVerdict; message: string };

export type FinalReply = Exclude<ChildReply, { kind: 'alive' | 'failed' }>;
