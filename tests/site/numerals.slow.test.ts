import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import { toChinese } from '#lab/models/numerals/chinese-numeral.ts';
import { drawNumbers, numeralBatch, wordsOf } from '#lab/models/numerals/number-corpus.ts';
import { restoreWeights } from '#lab/models/numerals/stored-weights.ts';
import { transformerToTry } from '#lab/models/numerals/transformer-to-try.ts';
import { placeNumerals } from '#lab/models/numerals/translator.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { type BuiltSite, openBuiltSite } from '../support/built-site.ts';
import { openPage } from '../support/open-page.ts';

let site: BuiltSite;
beforeAll(async () => {
  site = await openBuiltSite(4840);
});
afterAll(() => site?.close());

async function open(locale: 'en' | 'zh', scripts = true) {
  const context = await site.browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: scripts,
  });
  const page = await context.newPage();
  const loaded: Promise<number>[] = [];
  const problems: string[] = [];
  page.on('response', (response) => {
    loaded.push(response.body().then((body) => gzipSync(body).length / 1000));
  });
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await openPage(page, `${site.address}${locale}/vocabulary/`);
  return { page, loaded, problems, close: () => context.close() };
}

const toolOf = (page: Page) => page.locator('[data-numerals]');
const said = (page: Page) => toolOf(page).locator('[data-said]');

async function load(page: Page): Promise<void> {
  const button = toolOf(page).locator('button');
  await button.focus();
  await page.keyboard.press('Enter');
  await toolOf(page).locator('form').waitFor();
}

/** Types a text into the field that has the focus; answers with what is said when all is said. */
async function type(page: Page, text: string, done: RegExp): Promise<string> {
  await toolOf(page).locator('input').fill(text);
  await page.keyboard.press('Enter');
  await said(page).filter({ hasText: done }).waitFor();
  return said(page).innerText();
}

const verdicts = { en: /That is (right|wrong)/, zh: /读[对错]了/ };

describe.each(['en', 'zh'] as const)('the network that readers may try, in %s', (locale) => {
  it('stands there with one numeral worked out without scripts', async () => {
    const { page, close } = await open(locale, false);
    expect(await toolOf(page).locator('thead th').allInnerTexts()).toEqual([...'三百二十万零五十']);
    expect(await toolOf(page).locator('tbody th').allInnerTexts()).toEqual(
      'three million two hundred thousand fifty'.split(' '),
    );
    expect(await toolOf(page).locator('button, input, select').count()).toBe(0);
    await close();
  });

  it('says what it loads, loads no more, and is used without a mouse', async () => {
    const { page, loaded, problems, close } = await open(locale);
    const promised = Number(/(\d+) kB/.exec(await toolOf(page).locator('button').innerText())?.[1]);
    const before = loaded.length;
    await load(page);
    const added = await Promise.all(loaded.slice(before));
    const kilobytes = added.reduce((a, b) => a + b, 0);
    expect(kilobytes).toBeGreaterThan(0.7 * promised);
    expect(kilobytes).toBeLessThanOrEqual(promised);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    expect(await type(page, '一百零三', verdicts[locale])).toContain('“one hundred three”');
    expect(await type(page, '9999999', verdicts[locale])).toContain('“nine million nine hundred');
    expect(await toolOf(page).locator('thead th').count()).toBe(13);
    // Another view by keys: characters look at characters.
    await toolOf(page).locator('select').first().focus();
    await page.keyboard.press('End');
    expect(await toolOf(page).locator('tbody th').allInnerTexts()).toEqual([
      ...toChinese(9_999_999),
    ]);
    expect(problems).toEqual([]);
    await close();
  });

  it.each([
    ['', /三百二十万零五十/],
    ['十x', /“x”/],
    ['百十', /千.*十/],
    ['10000000', /9999999/],
  ])('answers "%s" with a sentence, and keeps what it showed', async (text, sentence) => {
    const { page, close } = await open(locale);
    await load(page);
    const before = await toolOf(page).locator('table').innerText();
    await type(page, text, sentence);
    expect(await toolOf(page).locator('table').innerText()).toBe(before);
    await close();
  });

  it('never scrolls sideways', async () => {
    const { page, close } = await open(locale);
    await load(page);
    await type(page, '9999999', verdicts[locale]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await close();
  });
});

it('the page says the same words as Node, also where they are wrong', async () => {
  const numbers = [...drawNumbers(7, 15, 'held-out'), ...drawNumbers(8, 25, 'structural')];
  const backend = await native.open();
  const kind = transformerToTry();
  const bytes = readFileSync(new URL('../../src/trained/numerals.bin', import.meta.url));
  const { tensors } = toTensors(restoreWeights(kind.draw(seededNormal(0)), bytes));
  const { source, sourceCounted } = placeNumerals(numeralBatch(numbers));
  const tokens = kind.open().say({ source, sourceCounted }, tensors, 16).arraySync() as number[][];
  backend.close();
  const { page, close } = await open('en');
  await load(page);
  for (const [at, number] of numbers.entries()) {
    const before = await said(page).innerText();
    const words = await type(page, toChinese(number), verdicts.en);
    expect(words, `${number}; before it: ${before}`).toContain(
      `“${wordsOf(tokens[at] as number[]).join(' ')}”`,
    );
  }
  await close();
});
