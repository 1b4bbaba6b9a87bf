import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Of all code that could have a part in checking or compiling a post, and of the packages' versions. */
export function codeHash(root: string): string {
  // Not the lab, whose code a post shows but is not compiled by.
  const folders = ['authoring', 'content', 'figures', 'i18n', 'incremental', 'markdown', 'results'];
  return hashOf(
    root,
    folders.flatMap((folder) =>
      filesIn(root, `src/${folder}`).filter((file) => /\.ts$|^src\/[^/]+\/[^/]+\.json$/.test(file)),
    ),
  );
}

/** Of all that a page of the site could follow from, but the texts of authors. */
export function siteHash(root: string): string {
  const isText = /^src\/content\/(?:examples|pages|posts)\//;
  return hashOf(
    root,
    filesIn(root, 'src').filter((file) => !isText.test(file)),
  );
}

function hashOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['package-lock.json', 'astro.config.mjs', 'site.config.ts', ...files]) {
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((file) => statSync(join(root, file)).isFile())
    .sort();
}
