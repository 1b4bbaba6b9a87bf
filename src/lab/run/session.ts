import { spawnSync } from 'node:child_process';
import { uptime } from 'node:os';
import { describeClock } from '#lab/bench/clock.ts';
import type { Session } from '#results/record.ts';

/** This sitting: when it began, when the machine was booted, which commit lies here, which clock. */
export function describeSession(root: string, now: Date): Session {
  const bootedMs = now.getTime() - uptime() * 1000;
  return {
    startedAt: now.toISOString(),
    bootedAt: new Date(Math.round(bootedMs / 60_000) * 60_000).toISOString(),
    ...describeCommit(root),
    ...describeClock(),
  };
}

/** The commit of a checkout, and whether its tracked files differ from it; null without git. */
function describeCommit(root: string): Pick<Session, 'commit' | 'dirty'> {
  const git = (...args: string[]) => {
    const { status, stdout } = spawnSync('git', ['-C', root, ...args], { encoding: 'utf8' });
    return status === 0 ? stdout.trim() : null;
  };
  const commit = git('rev-parse', '--verify', 'HEAD');
  const changed = git('status', '--porcelain', '--untracked-files=no');
  return {
    commit: commit !== null && /^[0-9a-f]{40}$/.test(commit) ? commit : null,
    dirty: changed === null ? null : changed !== '',
  };
}
