import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '#authoring/launch-chromium.ts';
import { serveFolder } from '#authoring/serve-folder.ts';
import { CheckoutCopy } from './checkout-copy.ts';

/** The site of a copy of the checkout, served under a sub-path as a host would, and a browser. */
export interface BuiltSite {
  /** Ends with `/`. */
  address: string;
  folder: string;
  copy: CheckoutCopy;
  browser: Browser;
  close(): Promise<void>;
}

export async function buildSiteFor(name: string, port: number): Promise<BuiltSite> {
  const copy = new CheckoutCopy(name);
  const { status, output } = copy.build([], { BASE_PATH: '/blog/' });
  if (status !== 0) throw new Error(output);
  const folder = join(copy.folder, 'dist');
  const site = await serveFolder(folder, port, '/blog/');
  const browser = await launchChromium();
  return {
    address: site.address,
    folder,
    copy,
    browser,
    close: async () => {
      await browser.close();
      site.close();
      rmSync(join(copy.folder, '..'), { recursive: true, force: true });
    },
  };
}
