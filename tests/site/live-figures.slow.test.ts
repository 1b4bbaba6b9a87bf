import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, openBuiltSite } from '../support/built-site.ts';
import { openPage, reloadPage } from '../support/open-page.ts';

let site: BuiltSite;
beforeAll(async () => {
  site = await openBuiltSite(4810);
});
afterAll(() => site?.close());

const figureId = 'sequence-length/time-over-length';

async function article(query = ''): Promise<{ page: Page; scripts: string[]; problems: string[] }> {
  const context = await site.browser.newContext({
    viewport: { width: 1280, height: 900 },
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const scripts: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await openPage(page, `${site.address}en/posts/transformer-parallelism/${query}`);
  // The figure stands in a bet.
  const skips = page.locator('.bet .skip:visible');
  while ((await skips.count()) > 0) await skips.first().click();
  return { page, scripts, problems };
}
const figureOf = (page: Page) => page.locator(`figure[data-figure="${figureId}"]`);
const drawingOf = (page: Page) =>
  figureOf(page)
    .locator('.at-720 svg')
    .evaluate((svg) => svg.outerHTML);
const proseOf = (page: Page) =>
  page.$$eval('.prose > p, .claim', (texts) => texts.map((each) => each.textContent).join('\n'));

describe('a figure', () => {
  it('loads nothing until it is touched', async () => {
    const { page, scripts } = await article();
    expect(scripts.filter((url) => /live-figure|chart/.test(url))).toEqual([]);
    await figureOf(page).hover();
    await page.waitForTimeout(500);
    expect(scripts.some((url) => url.includes('live-figure'))).toBe(true);
    await page.context().close();
  });

  it('tells a point’s value and interval, to the pointer and to arrow keys', async () => {
    const { page, problems } = await article();
    await figureOf(page).hover();
    const drawings = figureOf(page).locator('.drawings[tabindex="0"]');
    await drawings.focus();
    await page.keyboard.press('ArrowRight');
    const told = await page.locator('.tip').textContent();
    expect(told).toMatch(/^LSTM, op by op · sequence length n 16: [\d.]+ \([\d.]+ to [\d.]+\)$/);
    const mark = await page.locator('.tip-mark').boundingBox();
    await page.keyboard.press('Escape');
    expect(await page.locator('.tip').count()).toBe(0);
    await page.mouse.move((mark?.x ?? 0) + 5, (mark?.y ?? 0) + 5);
    expect(await page.locator('.tip').textContent()).toBe(told);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('hides and shows series, changes its scale, and then is drawn as before, byte for byte', async () => {
    const { page, problems } = await article();
    const [published, prose] = [await drawingOf(page), await proseOf(page)];
    await figureOf(page).locator('[data-explore]').click();
    const tools = figureOf(page).locator('.tools');
    const toggle = tools.getByRole('button', { name: 'LSTM, op by op' });
    await toggle.click();
    await expect.poll(() => drawingOf(page)).not.toContain('>LSTM, op by op</text>');
    await tools.getByRole('button', { name: 'linear' }).click();
    await expect.poll(() => page.url()).toContain('hide=lstm&scale=linear');
    await tools.getByRole('button', { name: 'logarithmic' }).click();
    await toggle.click();
    await expect.poll(() => drawingOf(page)).toBe(published);
    expect(await proseOf(page)).toBe(prose);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('is seen as an address asks', async () => {
    const { page } = await article(`?figure=${figureId}&hide=lstm`);
    await expect.poll(() => drawingOf(page)).not.toContain('>LSTM, op by op</text>');
    const toggle = figureOf(page).getByRole('button', { name: 'LSTM, op by op' });
    expect(await toggle.getAttribute('aria-pressed')).toBe('false');
    await page.context().close();
  });

  it('leaves a bet unanswered when it is only touched', async () => {
    const { page } = await article();
    await reloadPage(page);
    const bet = page.locator('.bet', { has: figureOf(page) });
    await figureOf(page).evaluate((figure) => figure.dispatchEvent(new Event('pointerenter')));
    await bet.locator('.run-here').waitFor({ state: 'attached' });
    expect(await figureOf(page).isVisible()).toBe(false);
    await page.context().close();
  });

  it.each([
    ['SVG', '<svg '],
    ['PNG', '\u0089PNG'],
  ])('is taken along as %s', async (format, beginning) => {
    const { page } = await article();
    await figureOf(page).locator('[data-explore]').click();
    const download = page.waitForEvent('download');
    await figureOf(page).getByRole('button', { name: format, exact: true }).click();
    const file = await (await download).path();
    const bytes = readFileSync(file);
    expect(bytes.subarray(0, beginning.length).toString('latin1')).toBe(beginning);
    if (format === 'SVG') expect(bytes.toString()).not.toContain('var(');
    await page.context().close();
  });
});

describe('a term of the glossary', () => {
  it('shows its definition to the pointer and the keyboard, and leads there by itself', async () => {
    const { page, problems } = await article();
    const term = page.locator('a.term', { hasText: 'dispatch' });
    const href = await term.getAttribute('href');
    expect(href).toBe('/blog/en/glossary/#dispatch');
    await term.hover();
    const tip = page.getByRole('tooltip');
    await tip.waitFor();
    const definition = await tip.textContent();
    await page.mouse.move(0, 0);
    await tip.waitFor({ state: 'detached' });
    await term.focus();
    await tip.waitFor();
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });
    await term.click();
    await page.waitForURL('**/en/glossary/#dispatch');
    expect(await page.locator('#dispatch dd').textContent()).toBe(definition);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

it('a citation shows the work that it leads to', async () => {
  const { page } = await article();
  await page.locator('a.cite', { hasText: 'Brent' }).first().hover();
  const tip = page.getByRole('tooltip');
  await tip.waitFor();
  expect(await tip.textContent()).toMatch(
    /^Richard P\. Brent\. 1974\. The Parallel Evaluation of General Arithmetic/,
  );
  await page.context().close();
});
