import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Backend } from '#lab/backends/backend.ts';
import type { Protocol } from '#lab/bench/protocol.ts';
import type { Case, CaseEngine } from '#lab/experiments/experiment.ts';
import type { ChildRequest, FinalReply } from './child-messages.ts';
import type { ResolvedCase } from './resolve-cases.ts';
import type { RunChild } from './run-child.ts';

/** How far a measurement is, before each of its processes. */
export interface Progress {
  experiment: string;
  stage: 'proof' | 'block';
  /** Finished and planned processes; blocks may be added while the primary quantity is imprecise. */
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
  runChild: RunChild;
  report: (progress: Progress) => void;
  signal?: AbortSignal | undefined;
}

/** A case with the points at which it is measured, and its own engine. */
export type PlannedCase = ResolvedCase & {
  points: readonly number[];
  engine: CaseEngine;
  backend: Backend;
};

/** A process that says nothing for this long is taken for hung: findings may be known to take longer. */
function patienceMsOf(task: ChildRequest['task'], { findingMinutes }: Case): number {
  const minutes = 2;
  return 60_000 * (task === 'prove' ? Math.max(minutes, findingMinutes ?? 0) : minutes);
}

/** Runs the processes of one experiment strictly one after another, and tells how far it is. */
export class ProcessRunner {
  readonly #options: RunnerOptions;
  readonly #cases: number;
  readonly #resumed: number;
  #done = 0;
  #measured = 0;
  #spentMs = 0;

  /** `cases` is the number of processes in the proofs, and in each block. */
  constructor(options: RunnerOptions, cases: number, resumed: number) {
    this.#options = options;
    this.#cases = cases;
    this.#resumed = resumed;
  }

  /** Wall time inside finished child processes, in ms. */
  get childMs(): number {
    return this.#spentMs;
  }

  /** Counts processes whose result an earlier sitting left. */
  skip(processes: number): void {
    this.#done += processes;
  }

  /** Runs one case in a fresh process; block 0 is the proofs. Throws a ChildError. */
  async run(
    task: ChildRequest['task'],
    each: PlannedCase,
    seed: number,
    block: number,
  ): Promise<FinalReply> {
    const { experiment, protocol, now, runChild, signal } = this.#options;
    this.#tell(task === 'prove' ? 'proof' : 'block', each.id, block);
    const startedMs = now().getTime();
    try {
      return await runChild(
        {
          task,
          experiment,
          caseId: each.id,
          engine: each.engine,
          points: [...each.points],
          seed,
          sampling: protocol,
          keepTimeline: block === 1,
        },
        {
          environment: each.backend.environment(each.threads),
          paddingBytes: uniformInt(xoroshiro128plus(seed ^ each.threads), 0, 4095),
          patienceMs: patienceMsOf(task, each.definition),
          signal,
        },
      );
    } finally {
      const spentMs = now().getTime() - startedMs;
      this.#spentMs += spentMs;
      this.#done += task === 'empty' ? 0 : 1;
      this.#measured += task === 'empty' ? 0 : 1;
    }
  }

  #tell(stage: Progress['stage'], caseId: string, block: number): void {
    const { experiment, report } = this.#options;
    const blocks = this.#expectedBlocks(block);
    const total = Math.max(this.#cases * (1 + blocks), this.#done + 1);
    const perProcessMs = this.#spentMs / this.#measured;
    report({
      experiment,
      stage,
      done: this.#done,
      total,
      block,
      blocks,
      case: caseId,
      secondsLeft: this.#measured === 0 ? undefined : ((total - this.#done) * perProcessMs) / 1000,
      resumed: this.#resumed,
    });
  }

  /** As many blocks as the budget allows: more than that will not be measured. */
  #expectedBlocks(block: number): number {
    const { minBlocks, maxBlocks, budgetMs } = this.#options.protocol;
    if (this.#measured < this.#cases * 2) return Math.max(minBlocks, block);
    const blockMs = (this.#spentMs / this.#measured) * this.#cases;
    const affordable = Math.min(maxBlocks, Math.floor(budgetMs / blockMs));
    return Math.max(minBlocks, affordable, block);
  }
}
