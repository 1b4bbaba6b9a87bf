import type { Block, CaseEntry, Engine, Proof, Session } from '#results/record.ts';

/** Where a page can compute, as a reader chooses. */
export type PageEngine = 'wasm' | 'webgl' | 'webgpu';

/** What the page asks of a fresh worker. */
export type RunRequest = {
  experiment: string;
  engine: PageEngine;
  /** Address of the folder with the WASM binaries, with a slash at its end. */
  wasmFolder: string;
  seed: number;
} & (
  | { task: 'prove'; cases: readonly string[] }
  | {
      task: 'measure';
      points: Readonly<Record<string, readonly number[]>>;
      index: number;
      startedAt: number;
      clock: Clock;
    }
);

/** What a clock can tell, and what reading it costs, in ns. */
export type Clock = { [Fact in 'clockStepNs' | 'clockCallNs']: NonNullable<Session[Fact]> };

export interface Proved {
  kind: 'proved';
  proofs: Proof[];
  cases: CaseEntry[];
  engine: Pick<Engine, 'library' | 'flags'>;
  clock: Clock;
}

export interface Measured {
  kind: 'measured';
  block: Block;
  proofs: Proof[];
}

/** What the worker answers: where it is, then its result or why there is none. */
export type RunReply =
  | { kind: 'progress'; caseId: string; at?: number }
  | Proved
  | Measured
  | { kind: 'failed'; reason: string };
