import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, openBuiltSite } from '../support/built-site.ts';
import { CheckoutCopy } from '../support/checkout-copy.ts';

// A reader measures a figure's experiment in her own browser, and sends her record.

let site: BuiltSite;
let receiver: CheckoutCopy;
beforeAll(async () => {
  site = await openBuiltSite(4830);
  receiver = new CheckoutCopy('receives records');
});
afterAll(async () => {
  await site?.close();
  rmSync(join(receiver.folder, '..'), { recursive: true, force: true });
});

const problems: string[] = [];
const patience = 200_000;

async function toolOf(page: Page, locale = 'en'): Promise<{ figure: Locator; tool: Locator }> {
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    const isOurs = /^(blob|data):/.test(request.url()) || request.url().startsWith(site.address);
    if (!isOurs) problems.push(`asks for ${request.url()}`);
  });
  await page.goto(`${site.address}${locale}/experiments/heads/`);
  const figure = page.locator('figure[data-figure="heads/time-over-heads"]');
  await figure.locator('[data-run-here]').click();
  return { figure, tool: figure.locator('.run-here') };
}

const said = (tool: Locator) => tool.locator('[role="status"]');
const publishedOf = (page: Page) =>
  page.$$eval('main p:not(.run-here p), main td, figcaption', (parts) =>
    parts.map((part) => part.textContent).join('\n'),
  );

describe('an experiment in a reader’s browser', () => {
  it.each([
    ['wasm', 'TensorFlow.js WASM'],
    ['webgl', 'TensorFlow.js WebGL'],
  ])(
    'is proved, measured and drawn on %s; the record merges',
    { timeout: patience },
    async (engine, library) => {
      const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
      const { figure, tool } = await toolOf(page);
      const before = await publishedOf(page);
      await tool.locator('select').selectOption(engine);
      await tool.getByRole('button', { name: 'Start' }).click();
      await tool.getByText('Dashed:').waitFor({ timeout: patience });
      expect(await said(tool).textContent()).toContain(`Dashed: ${library}`);
      const drawing = await figure.locator('.at-720 svg').innerHTML();
      expect(drawing).toContain('>this browser<');
      expect(drawing).not.toContain('NaN');
      expect(await publishedOf(page)).toBe(before);

      const waiting = page.waitForEvent('download');
      await tool.getByRole('link', { name: 'Your record' }).click();
      const download = await waiting;
      const folder = join(receiver.folder, '..', `sent-${engine}`);
      mkdirSync(folder);
      await download.saveAs(join(folder, download.suggestedFilename()));
      const merged = receiver.run('merge', ['--dry-run', folder]);
      expect(merged.output).toMatch(/take {4}heads\..*: 5 blocks[\s\S]*1 of 1 would be taken/);
      expect(problems).toEqual([]);
      await page.close();
    },
  );

  it('stops when she stops it, and can be started again', { timeout: patience }, async () => {
    const page = await site.browser.newPage();
    const { figure, tool } = await toolOf(page);
    await tool.getByRole('button', { name: 'Start' }).click();
    await tool.getByText('Block 2 of 5').waitFor({ timeout: patience });
    await tool.getByRole('button', { name: 'Stop' }).click();
    expect(await said(tool).textContent()).toBe('Stopped. Nothing was kept.');
    expect(await figure.locator('.at-720 svg').innerHTML()).not.toContain('this browser');
    // The browser tells of the end of a worker a moment later.
    await expect.poll(() => page.workers()).toEqual([]);
    await tool.getByRole('button', { name: 'Start' }).click();
    await tool.getByText('Comparing with float64').waitFor();
    await page.close();
  });

  it('says in a sentence why it cannot start where the engine is missing', async () => {
    const page = await site.browser.newPage();
    const { tool } = await toolOf(page, 'zh');
    await tool.locator('select').selectOption('webgpu');
    await tool.getByRole('button', { name: '开始' }).click();
    await tool.getByText('没有测成').waitFor();
    expect(await said(tool).textContent()).toMatch(
      /This browser has no WebGPU|WebGPU has no adapter here/,
    );
    await page.close();
  });
});
