import { join } from 'node:path';
import { build } from 'astro';
import { siteHash } from '#incremental/code-hash.ts';
import { beginRendering } from '#incremental/rendered-pages.ts';
import { takeBuildLock } from './build-lock.ts';
import { describeFailedClaim } from './check-claims.ts';
import { diskFault } from './disk-fault.ts';
import { BuildError, prepare } from './prepare.ts';
import { checkSiteAddress } from './site-address.ts';
import { swapFolders, sweepLeftovers } from './swap-folders.ts';

/** A primary record that was measured with code that has changed since. */
export interface StaleRecord {
  experiment: string;
  record: string;
  why: string;
}

export interface BuildOptions {
  root: string;
  primaryMachines: readonly string[];
  /** Fails where a claim does not hold; otherwise its neutral sentence is published. */
  strict: boolean;
  /** Shows this machine's own records beside the published ones, in a site of its own. */
  local: boolean;
  /** Finds the records of the primary machine whose code has changed. */
  findStale(root: string, primaryMachines: readonly string[]): Promise<readonly StaleRecord[]>;
  log(line: string): void;
}

/**
 * Builds the site into `dist/` (or `.local/site/`), which is replaced only by a whole new one.
 * Returns its folder. Throws a BuildError in plain sentences; then nothing published has changed.
 */
export async function buildSite(options: BuildOptions): Promise<string> {
  try {
    return await replaceSite(options);
  } catch (error) {
    if (error instanceof BuildError) throw error;
    const sentence = diskFault(error as Error);
    throw sentence === undefined ? error : new BuildError(sentence);
  }
}

async function replaceSite(options: BuildOptions): Promise<string> {
  const { root } = options;
  checkSiteAddress(process.env);
  const workFolder = join(root, '.build');
  const published = join(root, options.local ? '.local/site' : 'dist');
  const releaseLock = takeBuildLock(join(workFolder, 'lock'));
  try {
    sweepLeftovers(workFolder, published);
    await checkEverything(options);
    const next = join(workFolder, 'next');
    await render(root, next, options.local);
    swapFolders(next, published, workFolder);
    return published;
  } finally {
    sweepLeftovers(workFolder, published);
    releaseLock();
  }
}

async function checkEverything(options: BuildOptions): Promise<void> {
  const { root, strict, local, log } = options;
  const prepared = await prepare(root, { ...options, showLocal: local });
  const stale = await options.findStale(root, options.primaryMachines);
  if (stale.length > 0) throw new BuildError(stale.map(describeStale).join('\n'));
  const failed = prepared.failedClaims.map(describeFailedClaim).join('\n');
  if (failed !== '' && strict) throw new BuildError(failed);
  if (failed !== '') log(`${failed}\nThe site states what was measured instead.`);
  for (const name of prepared.unmeasured) {
    log(`Not measured yet, so not published: ${name} (npm run measure -- ${name})`);
  }
  log(`Checked: posts and pages ${prepared.posts}, claims ${prepared.claims}.`);
}

function describeStale({ experiment, record, why }: StaleRecord): string {
  return (
    `${record} was measured with other code than is here now (${why}).\n` +
    `  Measure "${experiment}" again: npm run measure -- ${experiment}`
  );
}

async function render(root: string, outDir: string, showLocal: boolean): Promise<void> {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  // A site is published as it is, whatever the terminal is set to: in another mode it holds drafts.
  process.env.NODE_ENV = 'production';
  process.env.OUT_DIR = outDir;
  process.env.SHOW_LOCAL_RECORDS = showLocal ? '1' : '';
  process.env.SITE_HASH = siteHash(root);
  const finish = beginRendering(root);
  try {
    await build({ root, logLevel: 'warn' });
    finish();
  } catch (error) {
    throw new BuildError(describeRenderError(error as Error));
  }
}

function describeRenderError(error: Error & { loc?: { file?: string; line?: number } }): string {
  if (error.name === 'RenderErrors') return error.message;
  const refused = diskFault(error);
  if (refused !== undefined) return refused;
  const { file, line } = error.loc ?? {};
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`} `;
  const sentences = error.message.split('\n').filter((text) => !/^\s+at /.test(text));
  return `The site could not be rendered: ${place}${sentences.join('\n')}`;
}
