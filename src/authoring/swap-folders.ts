import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Puts a finished folder in the place of the published one, which stays whole until then. */
export function swapFolders(finished: string, published: string, workFolder: string): void {
  const aside = join(workFolder, `old-${basename(published)}`);
  mkdirSync(dirname(published), { recursive: true });
  rmSync(aside, { recursive: true, force: true });
  if (existsSync(published)) renameSync(published, aside);
  renameSync(finished, published);
  rmSync(aside, { recursive: true, force: true });
}

/**
 * Removes what killed builds have left in the work folder. A site that was set aside and never
 * replaced is put back.
 */
export function sweepLeftovers(workFolder: string, published: string): void {
  if (!existsSync(workFolder)) return;
  const aside = join(workFolder, `old-${basename(published)}`);
  if (existsSync(aside) && !existsSync(published)) renameSync(aside, published);
  for (const name of readdirSync(workFolder)) {
    if (name === 'next' || name === basename(aside)) {
      rmSync(join(workFolder, name), { recursive: true, force: true });
    }
  }
}
