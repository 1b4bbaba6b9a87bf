import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, openBuiltSite } from '../support/built-site.ts';
import { openPage } from '../support/open-page.ts';

let site: BuiltSite;
beforeAll(async () => {
  site = await openBuiltSite(4850);
});
afterAll(() => site?.close());

async function openModel(locale: 'en' | 'zh', query = '', scripts = true) {
  const context = await site.browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: scripts,
  });
  const page = await context.newPage();
  const loaded: { url: string; kilobytes: Promise<number> }[] = [];
  const problems: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    const kilobytes = response.body().then((body) => gzipSync(body).length / 1000);
    loaded.push({ url: response.url(), kilobytes });
  });
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await openPage(page, `${site.address}${locale}/vocabulary/${query}`);
  return { page, loaded, problems, close: () => context.close() };
}

const modelOf = (page: Page) => page.locator('[data-paper-model]');
const numberIn = (page: Page, name: string) =>
  modelOf(page).locator(`[data-number='${name}'] .value`).innerText();

describe.each(['en', 'zh'] as const)('the model on paper in %s', (locale) => {
  it('stands there whole without scripts, every number with its formula', async () => {
    const { page, close } = await openModel(locale, '', false);
    expect(await numberIn(page, 'parameters')).toBe('146 B');
    const formulas = await modelOf(page).locator('.formula').allInnerTexts();
    expect(formulas.every((each) => each.trim() !== '')).toBe(true);
    expect(await modelOf(page).locator('button, input, select').count()).toBe(0);
    await close();
  });

  it('says what it loads, loads no more, and is used without a mouse', async () => {
    const { page, loaded, problems, close } = await openModel(locale);
    const button = modelOf(page).locator('button');
    const promised = Number(/(\d+) kB/.exec(await button.innerText())?.[1]);
    const before = loaded.length;
    await button.focus();
    await page.keyboard.press('Enter');
    await modelOf(page).locator('select').first().waitFor();
    const added = await Promise.all(loaded.slice(before).map(({ kilobytes }) => kilobytes));
    expect(added.length).toBeGreaterThan(0);
    expect(added.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(promised);
    // The first field has the focus: down to another published run.
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
    // A slider by keys: the narrowest network.
    const width = modelOf(page).locator("input[type='range']").nth(1);
    await width.focus();
    const parametersBefore = await numberIn(page, 'parameters');
    await page.keyboard.press('Home');
    expect(await numberIn(page, 'parameters')).not.toBe(parametersBefore);
    expect(await width.getAttribute('aria-valuetext')).toBe('1024');
    expect(problems).toEqual([]);
    await close();
  });

  it('keeps its state in the address, and says why a plan does not go', async () => {
    const query = '?paper=A100-96-12288-96-2048-51200-8-1-8-3-4-256-1-selective-1';
    const { page, problems, close } = await openModel(locale, query);
    await modelOf(page).locator('select').first().waitFor();
    expect(await numberIn(page, 'devices')).toBe('256');
    expect(await numberIn(page, 'parameters')).toBe('175 B');
    const heads = modelOf(page).locator("input[type='range']").nth(2);
    await heads.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    // 24 heads by eight devices go; 16 by eight too; the pipeline of 8 · 3 pieces needs 24 in the layers.
    const layers = modelOf(page).locator("input[type='range']").first();
    await layers.focus();
    await page.keyboard.press('Home');
    expect(await modelOf(page).locator('[data-said]').innerText()).toMatch(/12.*24/);
    expect(await modelOf(page).locator('table').isHidden()).toBe(true);
    expect(page.url()).toContain('paper=A100-12-12288-24-');
    expect(problems).toEqual([]);
    await close();
  });

  it('says beside a published run what the paper prints', async () => {
    const { page, close } = await openModel(locale, '?paper=x');
    const runs = modelOf(page).locator('select').first();
    await runs.waitFor();
    await runs.selectOption('Narayanan 1008B');
    expect(await modelOf(page).locator('[data-said]').innerText()).toContain('163 Tflop/s');
    await close();
  });

  it('never scrolls sideways', async () => {
    const { page, close } = await openModel(locale, '?paper=x');
    await modelOf(page).locator('select').first().waitFor();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await close();
  });
});
