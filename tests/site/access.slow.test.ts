import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, openBuiltSite } from '../support/built-site.ts';
import { openPage } from '../support/open-page.ts';

// Every kind of page against the rules of axe (WCAG 2.2 AA and its best practices), whole: with
// every table, bet and panel open.

const kinds = [
  '',
  'posts/transformer-parallelism/',
  'experiments/sequence-length/',
  'experiments/independence/',
  'scoreboard/',
  'machines/',
  'vocabulary/',
  'glossary/',
  'method/',
  'misconceptions/',
  'about/',
  'search/',
  'tags/transformers/',
];

let site: BuiltSite;
beforeAll(async () => {
  site = await openBuiltSite(4770);
});
afterAll(() => site?.close());

async function open(path: string, scheme: 'light' | 'dark', width: number): Promise<Page> {
  const context = await site.browser.newContext({
    colorScheme: scheme,
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await openPage(page, site.address + path);
  return page;
}

async function openWhole(...where: Parameters<typeof open>): Promise<Page> {
  const page = await open(...where);
  for (const skip of await page.locator('.bet .skip').all()) await skip.click();
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await page.evaluate(axe.source);
  return page;
}

/** What axe finds wrong in the page, or in the one element that a selector names. */
async function violations(page: Page, selector?: string): Promise<string[]> {
  const results = await page.evaluate(
    (where) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(where ?? document, {
        rules: { 'target-size': { enabled: true } },
      }),
    selector,
  );
  return (results as AxeResults).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  );
}

describe.each(['light', 'dark'] as const)('in the %s colours', (scheme) => {
  describe.each([390, 1280])('at %d px', (width) => {
    it.each(['', '404.html', ...kinds.flatMap((kind) => [`en/${kind}`, `zh/${kind}`])])(
      '/blog/%s breaks no rule',
      async (path) => {
        const page = await openWhole(path, scheme, width);
        expect(await violations(page)).toEqual([]);
        await page.context().close();
      },
      60_000,
    );

    it.each(['en', 'zh'])('the open panels of the numbers in %s break none', async (locale) => {
      const page = await openWhole(`${locale}/posts/transformer-parallelism/`, scheme, width);
      const numbers = page.locator('button[data-quantity]');
      for (let index = 0; index < (await numbers.count()); index += 6) {
        await numbers.nth(index).click();
        expect(await violations(page, ':popover-open')).toEqual([]);
        await page.keyboard.press('Escape');
      }
      await page.context().close();
    });
  });
});

it.each(['en', 'zh'])('an article in %s is read with the keyboard alone', async (locale) => {
  const page = await open(`${locale}/posts/transformer-parallelism/`, 'light', 1280);
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return {
        kind: element.matches('button[data-quantity]') ? 'number' : element.tagName.toLowerCase(),
        text: element.textContent?.trim() ?? '',
        marked: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      };
    });
  await page.keyboard.press('Tab');
  expect((await focused()).text).toBe(locale === 'zh' ? '跳到正文' : 'Skip to content');
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => location.hash === '#content' && document.activeElement === document.body,
  );

  // Onwards through all that can be focused, until it begins anew: nothing holds the focus.
  const seen = new Map<string, number>();
  let unmarked = 0;
  for (let steps = 0; steps < 2000; steps++) {
    await page.keyboard.press('Tab');
    const { kind, marked } = await focused();
    if (kind === 'body') break;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    if (!marked) unmarked++;
  }
  const reachable = await page.locator('button[data-quantity]:visible').count();
  expect(seen.get('number')).toBe(reachable);
  expect(seen.get('summary')).toBeGreaterThan(10);
  expect(unmarked).toBe(0);

  await page.locator('button[data-quantity]').first().focus();
  await page.keyboard.press('Enter');
  expect(await page.locator(':popover-open').count()).toBe(1);
  await page.keyboard.press('Tab');
  expect((await focused()).kind).toBe('a');
  await page.keyboard.press('Escape');
  expect(await page.locator(':popover-open').count()).toBe(0);
  expect((await focused()).kind).toBe('number');
  await page.context().close();
});
