import { CatalogueError } from '#figures/catalogue.ts';
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
  problems.push(...checkPosts(folders, readKnownNames(root, families)));
  const parts: string[] = [];
  let catalogue: ReturnType<typeof readCatalogue> | undefined;
  try {
    catalogue = readCatalogue(root, families, options);
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    parts.push(...error.problems);
  }
  if (problems.length > 0) parts.push(formatProblems(problems));
  if (catalogue === undefined || parts.length > 0) throw new BuildError(parts.join('\n'));
  const { judged, failed } = checkClaims(folders, catalogue);
  return { posts: folders.length, claims: judged, failedClaims: failed };
}
