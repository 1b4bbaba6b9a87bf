import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Results that a build keeps for the next one, as JSON in a folder: each under a name that changes with
 * all that it follows from. What cannot be kept, on a full disk or in a folder that is not ours, is made
 * again.
 */
export class KeptFolder {
  readonly #folder: string;
  readonly #used = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The name of what follows from these values and nothing else. */
  name(...values: unknown[]): string {
    const name = `${createHash('sha256').update(JSON.stringify(values)).digest('hex')}.json`;
    this.#used.add(name);
    return name;
  }

  read<Result>(name: string): Result | undefined {
    try {
      return JSON.parse(readFileSync(join(this.#folder, name), 'utf8')) as Result;
    } catch {
      return undefined;
    }
  }

  keep(name: string, result: unknown): void {
    const part = join(this.#folder, `${name}.${process.pid}`);
    const isKept = attempt(() => {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(part, JSON.stringify(result));
      renameSync(part, join(this.#folder, name));
    });
    if (!isKept) attempt(() => rmSync(part, { force: true }));
  }

  /** Forgets what was not asked for since the folder was opened. */
  prune(): void {
    attempt(() => {
      for (const name of readdirSync(this.#folder)) {
        if (!this.#used.has(name)) rmSync(join(this.#folder, name), { force: true });
      }
    });
  }
}

/** Whether it could be done. */
function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
