import { spawnSync } from 'node:child_process';

/** A commit that cannot be read: its message says which, and what to give instead. */
export class CommitError extends Error {
  override name = 'CommitError';
}

/** A commit as it is named in a report. */
export interface Commit {
  hash: string;
  /** Day of the commit, YYYY-MM-DD. */
  date: string;
}

/** Finds the commit that a revision names. Throws a CommitError. */
export function findCommit(root: string, revision: string): Commit {
  const run = git(root, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if (revision.startsWith('-') || run.status !== 0) {
    throw new CommitError(
      `There is no commit "${revision}" in this repository. ` +
        'Give a hash, a tag or HEAD~1; a shallow clone lacks older ones: git fetch --unshallow',
    );
  }
  const hash = run.stdout.trim();
  const date = git(root, ['show', '--no-patch', '--format=%cs', hash]).stdout.trim();
  return { hash: hash.slice(0, 7), date };
}

/** Text of each record of a commit by its path, `src/results/<experiment>/<machine>.json`. */
export function recordTextsAt(root: string, commit: Commit): Record<string, string> {
  const listed = git(root, ['ls-tree', '-r', '--name-only', '-z', commit.hash, 'src/results']);
  const paths = listed.stdout
    .split('\0')
    .filter((path) => /^src\/results\/[^/]+\/[^/]+\.json$/.test(path));
  return Object.fromEntries(
    paths.map((path) => [path, git(root, ['show', `${commit.hash}:${path}`]).stdout]),
  );
}

function git(root: string, args: string[]) {
  const run = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  if (run.error !== undefined) {
    throw new CommitError(`git cannot be run (${run.error.message}). Install it.`);
  }
  return run;
}
