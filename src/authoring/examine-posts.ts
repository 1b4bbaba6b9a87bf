import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeHash } from '#incremental/code-hash.ts';
import { KeptFolder } from '#incremental/kept-folder.ts';
import { Threads } from '#incremental/threads.ts';
import { checkFolder } from './check-folder.ts';
import { linkProblems, sitePages } from './link-problems.ts';
import { type SummaryFolder, summarise } from './post-summary.ts';
import type { Problem } from './problem.ts';
import { parseFolder, type SourceFolder } from './read-posts.ts';
import type { KnownNames } from './vocabulary-problems.ts';

/** A folder of posts after its own checks: all but where its links lead. */
export interface Examined {
  folder: SummaryFolder;
  problems: Problem[];
}

export function examineFolder(source: SourceFolder, known: KnownNames): Examined {
  const folder = parseFolder(source);
  return {
    folder: { slug: folder.slug, posts: folder.posts.map(summarise) },
    problems: checkFolder(folder, known),
  };
}

/** Below so many folders, threads take longer to start than the folders to be examined. */
const fewFolders = 100;

/**
 * The pre-pass over all posts: everything that would break a page or slip through, all at once. Folders
 * without a problem are kept in `.cache/checks/` of `root`, and examined again only once they, what they
 * may name or the checks are others.
 */
export async function examinePosts(
  root: string,
  sources: readonly SourceFolder[],
  known: KnownNames,
): Promise<{ folders: SummaryFolder[]; problems: Problem[] }> {
  const kept = new KeptFolder(join(root, '.cache/checks'));
  const code = codeHash(fileURLToPath(new URL('../..', import.meta.url)));
  const entries = sources.map((source) => {
    const name = kept.name(code, known, source);
    return { source, name, folder: kept.read<SummaryFolder>(name) };
  });
  const isMany = entries.filter(({ folder }) => folder === undefined).length > fewFolders;
  const threads = new Threads<SourceFolder, Examined>(
    new URL('./examine-worker.ts', import.meta.url),
    known,
  );
  const examined = await Promise.all(
    entries.map(async ({ source, name, folder }): Promise<Examined> => {
      if (folder !== undefined) return { folder, problems: [] };
      const found = isMany ? await threads.run(source) : examineFolder(source, known);
      if (found.problems.length === 0) kept.keep(name, found.folder);
      return found;
    }),
  );
  threads.close();
  kept.prune();
  return checkTogether(examined, known);
}

/** Adds to the problems of examined folders what they are to each other: links that lead nowhere. */
export function checkTogether(
  examined: readonly Examined[],
  known: KnownNames,
): { folders: SummaryFolder[]; problems: Problem[] } {
  const folders = examined.map(({ folder }) => folder);
  const pages = sitePages(folders, known.routes, known.terms);
  return {
    folders,
    problems: examined.flatMap(({ folder, problems }) => [
      ...problems,
      ...folder.posts.flatMap((post) => linkProblems(post, pages)),
    ]),
  };
}
