import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Backend } from '#lab/backends/backend.ts';
import type { Protocol } from '#lab/bench/protocol.ts';
import type { CaseEngine } from '#lab/experiments/experiment.ts';
import type { ChildRequest } from './child-messages.ts';
import type { ResolvedCase } from './load-experiments.ts';
import { runChild } from './run-child.ts';

/** How far a measurement is, before each of its processes. */
export interface Progress {
  experiment: string;
  stage: 'proof' | 'block';
  /** Finished and planned processes. */
  done: number;
  total: number;
  block: number;
  blocks: number;
  case: string;
  /** From the processes measured so far; undefined before the first. */
  secondsLeft: number | undefined;
  /** Finished pieces that an earlier sitting left. */
  resumed: number;
}

export interface RunnerOptions {
  experiment: string;
  protocol: Protocol;
  now: () => Date;
  report: (progress: Progress) => void;
  signal?: AbortSignal | undefined;
}

/** A case with the points at which it is measured, and its own engine. */
export type PlannedCase = ResolvedCase & {
  points: readonly number[];
  engine: CaseEngine;
  backend: Backend;
};

/** A process that says nothing for this long is taken for hung. */
const patienceMs = 120_000;

/** Runs the processes of one experiment strictly one after another, and tells how far it is. */
export class ProcessRunner {
  readonly #options: RunnerOptions;
  readonly #total: number;
  readonly #resumed: number;
  #done = 0;
  #measured = 0;
  #spentMs = 0;

  constructor(options: RunnerOptions, total: number, resumed: number) {
    this.#options = options;
    this.#total = total;
    this.#resumed = resumed;
  }

  /** Counts processes whose result an earlier sitting left. */
  skip(processes: number): void {
    this.#done += processes;
  }

  /** Runs one case in a fresh process; block 0 is the proofs. */
  async run(task: ChildRequest['task'], each: PlannedCase, seed: number, block: number) {
    const { experiment, protocol, now, report, signal } = this.#options;
    report({
      experiment,
      stage: task === 'prove' ? 'proof' : 'block',
      done: this.#done,
      total: this.#total,
      block,
      blocks: protocol.blocks,
      case: each.id,
      secondsLeft: this.#secondsLeft(),
      resumed: this.#resumed,
    });
    const startedMs = now().getTime();
    const reply = await runChild(
      {
        task,
        experiment,
        caseId: each.id,
        engine: each.engine,
        points: [...each.points],
        seed,
        protocol,
        keepTimeline: block === 1,
      },
      {
        environment: each.backend.environment(each.threads),
        paddingBytes: uniformInt(xoroshiro128plus(seed ^ each.threads), 0, 4095),
        patienceMs,
        signal,
      },
    );
    this.#done++;
    if (task === 'measure') {
      this.#measured++;
      this.#spentMs += now().getTime() - startedMs;
    }
    return reply;
  }

  #secondsLeft(): number | undefined {
    if (this.#measured === 0) return undefined;
    return ((this.#total - this.#done) * this.#spentMs) / this.#measured / 1000;
  }
}
