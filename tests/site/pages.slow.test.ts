import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, openBuiltSite } from '../support/built-site.ts';
import { openPage } from '../support/open-page.ts';

// The built site in a real browser, under a sub-path as a host would serve it.

const locales = ['en', 'zh'] as const;
const schemes = ['light', 'dark'] as const;
const widths = [390, 1280] as const;
const labels = {
  en: ['encoder layer', 'LSTM, op by op', 'KV cache', 'sequence length n'],
  zh: ['编码器层', 'LSTM 逐算子', 'KV 缓存', '序列长度 n'],
};

/** How often the article uses an element. */
function count(locale: (typeof locales)[number], element: string): number {
  const file = new URL(
    `../../src/content/posts/transformer-parallelism/${locale}.mdx`,
    import.meta.url,
  );
  return readFileSync(file, 'utf8').split(`<${element} `).length - 1;
}
const drawn = (locale: (typeof locales)[number]) =>
  count(locale, 'Figure') + count(locale, 'Diagram');

let site: BuiltSite;
beforeAll(async () => {
  site = await openBuiltSite(4700);
});
afterAll(() => site?.close());

interface Visit {
  page: Page;
  requests: string[];
  messages: string[];
}

async function visit(
  path: string,
  options: { scripts: boolean; scheme: 'light' | 'dark'; width: number },
): Promise<Visit> {
  const context = await site.browser.newContext({
    javaScriptEnabled: options.scripts,
    colorScheme: options.scheme,
    viewport: { width: options.width, height: 900 },
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const messages: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => messages.push(`${message.text()} ${message.location().url}`));
  page.on('pageerror', (error) => messages.push(error.message));
  const response = await openPage(page, site.address + path);
  expect(response?.status()).toBe(200);
  return { page, requests, messages };
}

const elsewhere = (requests: string[]) =>
  requests.filter((url) => !url.startsWith(site.address) && !url.startsWith('data:'));

describe.each(locales)('the article in %s, scripts off', (locale) => {
  describe.each(schemes)('%s', (scheme) => {
    it.each(widths)(
      'at %d px shows every chart and number, and asks no other host',
      async (width) => {
        const path = `${locale}/posts/transformer-parallelism/`;
        const { page, requests } = await visit(path, { scripts: false, scheme, width });
        expect(elsewhere(requests)).toEqual([]);

        // A bet hides what it asks about until the reader has answered, or wants to see.
        const charts = page.locator('figure svg.chart:visible');
        const bets = page.locator('.bet .skip');
        expect(await bets.count()).toBe(count(locale, 'Bet'));
        expect(await charts.count()).toBe(drawn(locale) - (await bets.count()));
        for (const bet of await bets.all()) await bet.click();
        expect(await charts.count()).toBe(drawn(locale));
        for (const label of labels[locale]) {
          expect(await charts.getByText(label, { exact: true }).count(), label).toBeGreaterThan(0);
        }
        const sizes = await charts.locator('text').evaluateAll((texts) =>
          texts.map((each) => {
            const svg = (each as SVGTextElement).ownerSVGElement as SVGSVGElement;
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            return Number.parseFloat(getComputedStyle(each).fontSize) * scale;
          }),
        );
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(10);
        const cut = await charts.locator('text').evaluateAll((texts) =>
          texts
            .filter((each) => {
              const drawing = (each as SVGTextElement).ownerSVGElement as SVGSVGElement;
              const [own, whole] = [each, drawing].map((one) => one.getBoundingClientRect());
              return own && whole && (own.left < whole.left - 0.5 || own.right > whole.right + 0.5);
            })
            .map((each) => each.textContent),
        );
        expect(cut).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);

        const quantities = page.locator('button[data-quantity]');
        expect(await quantities.count()).toBeGreaterThan(10);
        for (const quantity of await quantities.all()) {
          expect(await quantity.textContent()).toMatch(/\d/);
          // One line for a number and the punctuation after it.
          expect(
            await quantity.evaluate((each) => each.parentElement?.getClientRects().length),
          ).toBe(1);
          await quantity.click();
          const panel = page.locator(':popover-open');
          expect(await panel.textContent()).toContain(locale === 'zh' ? '机器' : 'machine');
          await page.keyboard.press('Escape');
        }
        expect(await page.locator('[data-claim]').count()).toBeGreaterThan(4);
        await page.context().close();
      },
    );
  });

  it('is light in light surroundings and dark in dark ones', async () => {
    const lightness = async (scheme: (typeof schemes)[number]) => {
      const path = `${locale}/posts/transformer-parallelism/`;
      const { page } = await visit(path, { scripts: false, scheme, width: 1280 });
      const colour = await page.evaluate(
        () => getComputedStyle(document.documentElement).backgroundColor,
      );
      await page.context().close();
      return Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number));
    };
    expect(await lightness('light')).toBeGreaterThan(230);
    expect(await lightness('dark')).toBeLessThan(60);
  });
});

describe('with scripts on', () => {
  it.each([
    '',
    'en/',
    'zh/',
    'en/posts/transformer-parallelism/',
    'zh/posts/transformer-parallelism/',
    'en/experiments/sequence-length/',
    'zh/experiments/decoding-schedules/',
    'en/experiments/independence/',
    'zh/experiments/kernel-timeline/',
    'zh/experiments/dispatch-or-parallelism/',
    'en/scoreboard/',
    'zh/misconceptions/',
    'en/glossary/',
    'en/search/',
    'zh/machines/',
    'zh/vocabulary/',
    'zh/tags/transformers/',
  ])('/blog/%s says nothing on the console and asks no other host', async (path) => {
    const { page, requests, messages } = await visit(path, {
      scripts: true,
      scheme: 'light',
      width: 1280,
    });
    expect(messages).toEqual([]);
    expect(elsewhere(requests)).toEqual([]);
    await page.context().close();
  });
});

it('every page is valid HTML', async () => {
  const validator = new HtmlValidate({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
      // Without markers a list is one to Safari's readers only where it says so.
      'no-redundant-role': 'off',
      // HTML lets an id begin with a digit, as the names of machines do.
      'valid-id': ['error', { relaxed: true }],
      // What a search engine shows of a long title is its own affair.
      'long-title': 'off',
    },
  });
  const pages = readdirSync(site.folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.html'),
  );
  expect(pages.length).toBeGreaterThan(40);
  const found: string[] = [];
  for (const file of pages) {
    const { results } = await validator.validateString(
      readFileSync(join(site.folder, file), 'utf8'),
    );
    for (const { messages } of results) {
      found.push(
        ...messages.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`),
      );
    }
  }
  expect(found).toEqual([]);
});

it('every link on every page leads to a page, file or place that is there', async () => {
  const { page } = await visit('en/', { scripts: false, scheme: 'light', width: 1280 });
  const pending = ['', 'en/', 'zh/'].map((path) => site.address + path);
  const seen = new Set<string>();
  const broken: string[] = [];
  for (let url = pending.pop(); url !== undefined; url = pending.pop()) {
    const [address = '', anchor] = url.split('#');
    if (seen.has(url) || !address.startsWith(site.address)) continue;
    seen.add(url);
    const response = await page.request.get(address);
    if (response.status() !== 200) broken.push(`${url} ${response.status()}`);
    if (!response.headers()['content-type']?.includes('html')) continue;
    const html = await response.text();
    if (anchor && !html.includes(`id="${decodeURIComponent(anchor)}"`)) broken.push(url);
    for (const { 1: href = '' } of html.matchAll(/href="([^"]+)"/g)) {
      pending.push(new URL(href.replaceAll('&amp;', '&'), address).href);
    }
  }
  expect(broken).toEqual([]);
  expect(seen.size).toBeGreaterThan(15);
  await page.context().close();
});
