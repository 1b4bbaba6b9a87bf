import type { Protocol } from '#lab/bench/protocol.ts';
import type { CaseEngine } from '#lab/experiments/experiment.ts';
import type { Engine, Observation, Proof, Run } from '#results/record.ts';

/** What the parent asks of a fresh process: one case, over its grid. */
export interface ChildRequest {
  task: 'prove' | 'measure';
  experiment: string;
  /** `<network>@one` or `<network>@all`. */
  caseId: string;
  engine: CaseEngine;
  points: number[];
  seed: number;
  protocol: Protocol;
  /** Whether the timeline of one sample a trial is kept. */
  keepTimeline: boolean;
}

/** Entries of an output, taken at equal strides, by which cases of one block are compared. */
export interface Fingerprint {
  at: number;
  entries: Float64Array;
}

export type MeasuredRun = Pick<
  Run,
  'trials' | 'cpu' | 'peakRssBytes' | 'contextSwitches' | 'noise'
>;

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
  | { kind: 'failed'; message: string };
