import type { Page, Response } from 'playwright-core';

/**
 * Opens an address, and waits until the page is whole and asks for nothing more. A long page is still
 * being read while the network rests: to wait for that alone would take its half for the whole.
 */
export async function openPage(page: Page, address: string): Promise<Response | null> {
  const response = await page.goto(address, { waitUntil: 'load' });
  await page.waitForLoadState('networkidle');
  return response;
}
