import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const prefix = 'tmp-';

/** Removes what interrupted installations left in `.engine`; to be called by the lock's holder. */
export async function sweepLeftovers(home: string): Promise<string[]> {
  const names = (await readdir(home)).filter((name) => name.startsWith(prefix)).sort();
  for (const name of names) {
    await rm(join(home, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
  return names;
}

/** Does `work` in a new folder beside the builds and removes the folder, however it ends. */
export async function inWorkFolder<Result>(
  home: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(home, prefix));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
