import type { FailureVerdict } from '#results/record.ts';

/** A measured process that did not give what was asked of it, with the way in which it failed. */
export class ChildError extends Error {
  override name = 'ChildError';
  readonly verdict: FailureVerdict | 'interrupted';
  constructor(verdict: FailureVerdict | 'interrupted', message: string) {
    super(message);
    this.verdict = verdict;
  }
}

/** A case whose tensors outlive its samples. */
export class LeakError extends Error {
  override name = 'LeakError';
}

/** The verdict on an error inside the measured process, by the error's name. */
export function verdictOf(error: Error): FailureVerdict {
  if (error.name === 'ProofError') return 'wrong-value';
  if (error.name === 'LeakError') return 'leaks';
  return 'error';
}

/** Failures that may be the machine's: such a process is run once more. */
export function isWorthAnotherTry(verdict: FailureVerdict): boolean {
  return ['crashed', 'hung', 'out-of-memory', 'garbled'].includes(verdict);
}

/** How a process ended that has left no result: by its exit, signal and last words. */
export function verdictOfEnd(
  code: number | null,
  killedBy: NodeJS.Signals | null,
  errors: string,
): FailureVerdict {
  const words =
    /heap out of memory|bad_alloc|Cannot allocate memory|ENOMEM|ERR_WORKER_OUT_OF_MEMORY/;
  // The kernel ends a process that takes too much memory with SIGKILL, and nobody else does here.
  if (words.test(errors) || killedBy === 'SIGKILL') return 'out-of-memory';
  return code === 0 && killedBy === null ? 'garbled' : 'crashed';
}
