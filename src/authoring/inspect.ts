import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bibliographyFile, readBibliography } from '#figures/bibliography.ts';
import { betProblems } from './bet-problems.ts';
import { chartProblems } from './chart-problems.ts';
import { checkClaims, type FailedClaim } from './check-claims.ts';
import { examinePosts } from './examine-posts.ts';
import { readKnownNames } from './known-names.ts';
import { sitePages } from './link-problems.ts';
import { movedFile, movedProblems } from './moved-problems.ts';
import { orphanQuantities } from './orphan-quantities.ts';
import type { SummaryFolder } from './post-summary.ts';
import type { Problem } from './problem.ts';
import { loadFamilies, readCatalogue } from './read-catalogue.ts';
import { readSources } from './read-posts.ts';
import { unmeasuredProblems } from './unmeasured-problems.ts';

/** All that is known of a checkout's posts and records before anything is rendered. */
export interface Inspection {
  /** Posts and pages, drafts too. */
  folders: readonly SummaryFolder[];
  /** What is wrong in posts, each at its place. */
  problems: Problem[];
  /** What is wrong with records and other data, in sentences with file and repairing command. */
  dataProblems: string[];
  /** Claims that were judged. */
  claims: number;
  failedClaims: FailedClaim[];
  /** Quantities that are defined and quoted nowhere. */
  orphans: string[];
  /** Experiments that have a figures file and no published record. */
  unmeasured: readonly string[];
}

export interface InspectOptions {
  primaryMachines: readonly string[];
  /** Lets this machine's own record stand where there is no other. */
  showLocal: boolean;
  /** For an author at work: drafts are judged like the rest, and local records are no substitute. */
  preview: boolean;
}

/** Reads and checks all posts and records below `root`. Reports every problem, and throws for none. */
export async function inspect(root: string, options: InspectOptions): Promise<Inspection> {
  const families = await loadFamilies(root);
  const { folders: sources, problems } = readSources(root);
  const bibliography = readData(root, bibliographyFile);
  const { references, problems: faults } =
    'value' in bibliography
      ? readBibliography(bibliography.value)
      : { references: new Map<string, unknown>(), problems: [bibliography.fault] };
  const known = readKnownNames(root, families, [...references.keys()]);
  const examined = await examinePosts(root, sources, known);
  const { folders } = examined;
  const catalogue = readCatalogue(root, families, { ...options, preview: true });
  const pages = [...sitePages(folders, known.routes, known.terms).anchorsOf.keys()];
  const moved = readData(root, movedFile);
  const isMissing = (name: string) => options.preview || !catalogue.has(name);
  const judged = folders.map(({ slug, posts }) => ({
    slug,
    posts: posts.filter(({ isDraft }) => options.preview || !isDraft),
  }));
  problems.push(
    ...examined.problems,
    ...unmeasuredProblems(judged, catalogue.unmeasured.filter(isMissing)),
    ...betProblems(judged, catalogue),
  );
  const claims = checkClaims(judged, catalogue);
  return {
    folders,
    problems,
    dataProblems: [
      ...faults,
      ...('value' in moved ? movedProblems(moved.value, pages) : [moved.fault]),
      ...catalogue.problems,
      ...chartProblems(catalogue),
    ],
    claims: claims.judged,
    failedClaims: claims.failed,
    orphans: orphanQuantities(families, folders),
    unmeasured: catalogue.unmeasured.filter(isMissing),
  };
}

function readData(root: string, path: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(readFileSync(join(root, path), 'utf8')) };
  } catch (error) {
    const { message } = error as Error;
    return { fault: `${path} cannot be read (${message}). Restore it: git checkout -- ${path}` };
  }
}
