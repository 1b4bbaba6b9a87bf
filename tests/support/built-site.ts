import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import { launchChromium } from '#authoring/launch-chromium.ts';
import { serveFolder } from '#authoring/serve-folder.ts';
import { CheckoutCopy } from './checkout-copy.ts';

/** The site of this checkout, served under a sub-path as a host would, and a browser. Read it only. */
export interface BuiltSite {
  /** Ends with `/`. */
  address: string;
  folder: string;
  browser: Browser;
  close(): Promise<void>;
}

/** How the one build of a run went, for every test file that asks for it. */
interface Outcome {
  folder: string;
  status: number | null;
  output: string;
}

/** Opens the site that all test files of a run share; the first one that asks builds it. */
export async function openBuiltSite(port: number): Promise<BuiltSite> {
  const { status, output, folder } = await buildOnce();
  if (status !== 0) throw new Error(output);
  const site = await serveFolder(folder, port, '/blog/');
  const browser = await launchChromium();
  return {
    address: site.address,
    folder,
    browser,
    close: async () => {
      await browser.close();
      site.close();
    },
  };
}

async function buildOnce(): Promise<Outcome> {
  const shared = inject('sharedFolder');
  const done = join(shared, 'built.json');
  if (isFirst(join(shared, 'building'))) {
    const copy = new CheckoutCopy('a built site', shared);
    const built = copy.build([], { BASE_PATH: '/blog/' });
    const outcome: Outcome = { ...built, folder: join(copy.folder, 'dist') };
    writeFileSync(`${done}.part`, JSON.stringify(outcome));
    renameSync(`${done}.part`, done);
  }
  while (!existsSync(done)) await pause(200);
  return JSON.parse(readFileSync(done, 'utf8')) as Outcome;
}

/** Whether this process is the one that makes the folder. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
