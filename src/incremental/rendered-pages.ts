import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Astro notes which pages it has rendered before it is known whether the build succeeds. What a build
 * has noted that failed or was killed is therefore forgotten: a page with an error in it is not taken
 * for a good one. Call before rendering; call what it returns once the build has succeeded.
 */
export function beginRendering(root: string): () => void {
  const folder = join(root, '.cache/astro');
  const unfinished = join(folder, 'unfinished');
  if (existsSync(unfinished)) rmSync(join(folder, 'incremental-build.json'), { force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(unfinished, '');
  return () => rmSync(unfinished);
}
