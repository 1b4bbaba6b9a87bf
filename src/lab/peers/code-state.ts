import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeState, codeState } from '#lab/run/code-state.ts';

/** The hash of what is measured: our networks as in any record, and the peers' Python with its pins. */
export async function peersCodeState(root: string): Promise<CodeState> {
  const ours = await codeState(root, '../peers/ours', 'native');
  const hash = createHash('sha256').update(ours.hash);
  const folder = join(root, 'src/lab/peers');
  for (const file of readdirSync(folder).sort()) {
    if (/\.py$|^requirements\.txt$/.test(file)) hash.update(readFileSync(join(folder, file)));
  }
  return { ...ours, hash: hash.digest('hex') };
}
