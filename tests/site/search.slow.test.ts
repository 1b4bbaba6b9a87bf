import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, openBuiltSite } from '../support/built-site.ts';

// The search page as a reader uses it, under a sub-path. Which page answers a query was decided by
// reading the pages, not by asking the index.

const article = 'posts/transformer-parallelism/';
const experiment = (name: string) => `experiments/${name}/`;

let site: BuiltSite;
beforeAll(async () => {
  site = await openBuiltSite(4750);
});
afterAll(() => site?.close());

async function resultsOf(page: Page, query: string): Promise<string[]> {
  await page.fill('#query', '');
  await page.fill('#query', query);
  await page.waitForFunction(
    (asked) => new URLSearchParams(location.search).get('q') === asked,
    query,
  );
  await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent !== '');
  return page.$$eval('[data-search-results] a', (links) =>
    links.map((link) => (link as HTMLAnchorElement).pathname.replace(/^\/blog\/\w+\//, '')),
  );
}

const queries = {
  zh: [
    ['并行', article],
    ['依赖', experiment('independence')],
    ['派发', experiment('dispatch-or-parallelism')],
    ['流水线', experiment('pipeline-bubble')],
    ['气泡', experiment('pipeline-bubble')],
    ['调度', experiment('decoding-schedules')],
    ['批量', experiment('batch-size')],
    ['训练步', experiment('training-step')],
    ['多头', experiment('heads')],
    ['序列长度', experiment('sequence-length')],
    ['误解', 'misconceptions/'],
    ['术语', 'glossary/'],
    ['屋顶线', 'glossary/'],
    ['全归约', 'glossary/'],
    ['门控循环', 'glossary/'],
    ['记分牌', 'scoreboard/'],
    ['测量方法', 'method/'],
    ['关于', 'about/'],
    ['摘要', experiment('application-shapes')],
    ['输入输出', experiment('independence')],
  ],
  en: [
    ['parallel', article],
    ['teacher forcing', article],
    ['dispatch', experiment('dispatch-or-parallelism')],
    ['bubble', experiment('pipeline-bubble')],
    ['pipeline', experiment('pipeline-bubble')],
    ['cache', experiment('decoding-schedules')],
    ['batch', experiment('batch-size')],
    ['training step', experiment('training-step')],
    ['heads', experiment('heads')],
    ['sequence length', experiment('sequence-length')],
    ['misconceptions', 'misconceptions/'],
    ['glossary', 'glossary/'],
    ['roofline', 'experiments/roofline/'],
    ['all-reduce', 'glossary/'],
    ['wasm', experiment('backend-ladder')],
    ['scoreboard', 'scoreboard/'],
    ['method', 'method/'],
    ['about', 'about/'],
    ['summarisation', experiment('application-shapes')],
    ['kernel timeline', experiment('kernel-timeline')],
  ],
} as const;

describe.each(['zh', 'en'] as const)('a search in %s', (locale) => {
  it('finds the right page first or second for each of 20 queries', async () => {
    const page = await site.browser.newPage();
    await page.goto(`${site.address}${locale}/search/`);
    const found: Record<string, string[]> = {};
    for (const [query] of queries[locale])
      found[query] = (await resultsOf(page, query)).slice(0, 2);
    const missed = queries[locale].filter(([query, path]) => !found[query]?.includes(path));
    expect(missed.map(([query, path]) => ({ query, path, found: found[query] }))).toEqual([]);
    await page.close();
  });

  it('is kept in the address, and says so where nothing is found', async () => {
    const page = await site.browser.newPage();
    await page.goto(`${site.address}${locale}/search/?q=zzxxqq`);
    await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent !== '');
    expect(await page.textContent('[role=status]')).toContain('zzxxqq');
    expect(await page.$$('[data-search-results] li')).toEqual([]);
    await page.close();
  });
});
