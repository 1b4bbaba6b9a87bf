import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StaleRecord } from './build-site.ts';
import { describeFailedClaim } from './check-claims.ts';
import type { Inspection } from './inspect.ts';
import type { ElementFolder } from './post-summary.ts';
import { experimentOf } from './unmeasured-problems.ts';

/** Where the notes lie that a preview shows, from the root of the repository. */
const notesFile = '.preview/notes.json';

/** Notes for the pages of a preview, as `src/components/post/preview-notes.ts` reads them. */
export interface Notes {
  places: Record<string, string[]>;
  files: Record<string, string[]>;
}

/** Those of a preview that has not looked yet. */
export const noNotes: Notes = { places: {}, files: {} };

/** What an author sees in the place where it stands: problems, claims that do not hold, old records. */
export function previewNotes(
  {
    folders,
    problems,
    failedClaims,
  }: Pick<Inspection, 'problems' | 'failedClaims'> & { folders: readonly ElementFolder[] },
  stale: readonly StaleRecord[],
): Notes {
  const notes: Notes = { places: {}, files: {} };
  const posts = folders.flatMap((folder) => folder.posts);
  const elements = new Set(
    posts.flatMap(({ file, elements }) =>
      elements.map(({ line, column }) => `${file}:${line}:${column}`),
    ),
  );
  const add = (file: string, place: string, note: string) => {
    const position = `${file}:${place}`;
    const [list, key, text] = elements.has(position)
      ? [notes.places, position, note]
      : [notes.files, file, `${place} ${note}`];
    list[key] = [...(list[key] ?? []), text];
  };
  for (const { file, line, column, message } of problems) add(file, `${line}:${column}`, message);
  for (const claim of failedClaims) {
    const place = `${claim.line}:${claim.column}`;
    add(claim.file, place, describeFailedClaim(claim).slice(`${claim.file}:${place} `.length));
  }
  for (const { file, elements } of posts) {
    for (const element of elements) {
      const old = stale.find(({ experiment }) => experiment === experimentOf(element));
      if (old !== undefined) add(file, `${element.line}:${element.column}`, describeOld(old));
    }
  }
  return notes;
}

function describeOld({ experiment, record, why }: StaleRecord): string {
  return (
    `${record} was measured with other code than is here now (${why}). ` +
    `Measure it again: npm run measure -- ${experiment}`
  );
}

/** Writes the notes for the preview of a checkout, whole, and only if they are others than before. */
export function writePreviewNotes(root: string, notes: Notes): void {
  const path = join(root, notesFile);
  const text = JSON.stringify(notes);
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    mkdirSync(join(root, '.preview'), { recursive: true });
  }
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
