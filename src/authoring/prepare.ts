import type { FailedClaim } from './check-claims.ts';
import { inspect } from './inspect.ts';
import { formatProblems } from './problem.ts';

/** A build that cannot go on: its message is the whole text to print. */
export class BuildError extends Error {
  override name = 'BuildError';
}

export interface Prepared {
  posts: number;
  claims: number;
  failedClaims: FailedClaim[];
  /** Experiments that have a figures file and no record: not published yet. */
  unmeasured: readonly string[];
}

/**
 * Reads everything that will be published and checks it before anything is rendered. Throws one
 * BuildError that holds every problem of every record and post.
 */
export async function prepare(
  root: string,
  options: { primaryMachines: readonly string[]; showLocal: boolean },
): Promise<Prepared> {
  const found = await inspect(root, { ...options, preview: false });
  const { problems, dataProblems, folders, claims, failedClaims, unmeasured } = found;
  const parts = [...dataProblems];
  if (problems.length > 0) parts.push(formatProblems(problems));
  if (parts.length > 0) throw new BuildError(parts.join('\n'));
  return { posts: folders.length, claims, failedClaims, unmeasured };
}
