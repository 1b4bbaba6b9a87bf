import type { FailureVerdict } from '#results/record.ts';
import type { Unfinished } from './unfinished.ts';

/** How a case failed. */
export interface Failure {
  verdict: FailureVerdict;
  reason: string;
}

/** The cases that have failed: they are told at once, kept on the disk, and not run again. */
export class FailedCases {
  readonly #failures = new Map<string, Failure>();
  readonly #unfinished: Unfinished;
  readonly #tell: (caseId: string, failure: Failure) => void;

  constructor(
    unfinished: Unfinished,
    cases: readonly string[],
    tell: (caseId: string, failure: Failure) => void,
  ) {
    this.#unfinished = unfinished;
    this.#tell = tell;
    for (const id of cases) {
      const piece = unfinished.piece(`failed-${id}`);
      if (piece?.kind === 'failed') this.#failures.set(id, piece);
    }
  }

  has(caseId: string): boolean {
    return this.#failures.has(caseId);
  }

  get(caseId: string): Failure | undefined {
    return this.#failures.get(caseId);
  }

  /** Every failure, by case. */
  all(): [string, Failure][] {
    return [...this.#failures];
  }

  add(caseId: string, { verdict, reason }: Failure): void {
    const failure = { verdict, reason };
    this.#failures.set(caseId, failure);
    this.#unfinished.keep(`failed-${caseId}`, { kind: 'failed', ...failure });
    this.#tell(caseId, failure);
  }
}
