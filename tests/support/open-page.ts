import { setTimeout as wait } from 'node:timers/promises';
import type { Page, Response } from 'playwright-core';

/** Opens an address, and waits until the page is whole and asks for nothing more. */
export async function openPage(page: Page, address: string): Promise<Response | null> {
  return quiet(page, () => page.goto(address, { waitUntil: 'load' }));
}

/** As `openPage`, for the address that the page has. */
export async function reloadPage(page: Page): Promise<Response | null> {
  return quiet(page, () => page.reload({ waitUntil: 'load' }));
}

/**
 * Whole is a document that was read to its end with its fonts, after which half a second went by
 * without a request. Playwright's `networkidle` is not used: under load it comes while a long page is
 * still being read, or not at all though no request is pending.
 */
async function quiet<T>(page: Page, load: () => Promise<T>): Promise<T> {
  let asked = Date.now();
  const note = () => {
    asked = Date.now();
  };
  page.on('request', note);
  const response = await load();
  const isWhole = () =>
    page.evaluate(() => document.readyState === 'complete' && document.fonts.status === 'loaded');
  while (!(await isWhole()) || Date.now() - asked < 500) await wait(50);
  page.off('request', note);
  return response;
}
