import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bibliographyFile, readBibliography } from '#figures/bibliography.ts';
import { CatalogueError } from '#figures/catalogue.ts';
import { betProblems } from './bet-problems.ts';
import { checkClaims, type FailedClaim } from './check-claims.ts';
import { checkPosts } from './check-posts.ts';
import { readKnownNames } from './known-names.ts';
import { formatProblems } from './problem.ts';
import { loadFamilies, readCatalogue } from './read-catalogue.ts';
import { readPosts } from './read-posts.ts';

/** A build that cannot go on: its message is the whole text to print. */
export class BuildError extends Error {
  override name = 'BuildError';
}

export interface Prepared {
  posts: number;
  claims: number;
  failedClaims: FailedClaim[];
}

/**
 * Reads everything that will be published and checks it before anything is rendered. Throws one
 * BuildError that holds every problem of every record and post.
 */
export async function prepare(
  root: string,
  options: { primaryMachine: string; showLocal: boolean },
): Promise<Prepared> {
  const families = await loadFamilies(root);
  const { folders, problems } = readPosts(root);
  const bibliography = readBibliography(readJson(root, bibliographyFile));
  const known = readKnownNames(root, families, [...bibliography.references.keys()]);
  problems.push(...checkPosts(folders, known));
  const parts = [...bibliography.problems];
  let catalogue: ReturnType<typeof readCatalogue> | undefined;
  try {
    catalogue = readCatalogue(root, families, options);
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    parts.push(...error.problems);
  }
  if (problems.length > 0) parts.push(formatProblems(problems));
  if (catalogue === undefined || parts.length > 0) throw new BuildError(parts.join('\n'));
  const unsettled = betProblems(folders, catalogue);
  if (unsettled.length > 0) throw new BuildError(formatProblems(unsettled));
  const { judged, failed } = checkClaims(folders, catalogue);
  return { posts: folders.length, claims: judged, failedClaims: failed };
}

function readJson(root: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch (error) {
    throw new BuildError(
      `${path} cannot be read (${(error as Error).message}). Restore it: git checkout -- ${path}`,
    );
  }
}
