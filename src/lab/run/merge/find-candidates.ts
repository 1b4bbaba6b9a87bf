import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { printable } from '#results/untrusted-json.ts';

/**
 * A file that may be a record: `<experiment>/<machine>.json` at any depth of the folder, or
 * `<experiment>.<machine>.json`, as a browser saves it.
 */
export interface Candidate {
  /** As it is shown, from the folder that was given. */
  path: string;
  file: string;
  experiment: string;
  machine: string;
  bytes: number;
}

/** A folder in which no record can be looked for. */
export class FolderError extends Error {
  override name = 'FolderError';
}

const notLookedInto = ['node_modules', '.git', '.measure', '.engine', 'dist'];
const deepest = 8;

/**
 * Every file below a folder that lies where a record of a known experiment would: in a clone, in its
 * results, or in what a machine of many has sent. Links are not followed.
 */
export function findCandidates(folder: string, experiments: readonly string[]): Candidate[] {
  const root = lstatSync(folder, { throwIfNoEntry: false });
  if (root?.isDirectory() !== true) {
    throw new FolderError(
      `${folder} is ${root === undefined ? 'not there' : 'no folder'}; expected a folder with ` +
        'records, <experiment>/<machine>.json. Give it: npm run merge -- FOLDER',
    );
  }
  const found: Candidate[] = [];
  const look = (below: readonly string[]) => {
    const parent = below.at(-1) ?? '';
    for (const entry of readdirSync(join(folder, ...below), { withFileTypes: true })) {
      const path = [...below, entry.name];
      if (entry.isDirectory()) {
        if (below.length < deepest && !notLookedInto.includes(entry.name)) look(path);
      } else if (entry.isFile() && isRecordName(entry.name)) {
        const [machine = '', experiment = parent] = entry.name
          .slice(0, -'.json'.length)
          .split('.')
          .reverse();
        if (!experiments.includes(experiment)) continue;
        const file = join(folder, ...path);
        found.push({
          path: printable(path.join('/')),
          file,
          experiment,
          machine: printable(machine),
          bytes: lstatSync(file).size,
        });
      }
    }
  };
  look([]);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A record's name; histories and a reader's own records are of no use elsewhere. */
function isRecordName(name: string): boolean {
  return name.endsWith('.json') && name !== 'history.json' && name !== 'local.json';
}
