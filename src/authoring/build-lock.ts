import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BuildError } from './prepare.ts';

/**
 * Takes the lock of a checkout's builds, or throws a BuildError that names the process holding it.
 * The lock of a process that is gone is taken over. Returns the function that gives it back.
 */
export function takeBuildLock(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder !== undefined && isAlive(holder)) {
      throw new BuildError(
        `Another build of this folder is running (process ${holder}). Wait until it has ended, ` +
          'then run the command again.',
      );
    }
    rmSync(file, { force: true });
  }
  throw new BuildError('Another build of this folder has just begun. Wait until it has ended.');
}

function readHolder(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
