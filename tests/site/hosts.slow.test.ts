import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressSite } from '#authoring/compress-site.ts';
import { launchChromium } from '#authoring/launch-chromium.ts';
import { securityHeaders } from '#components/site/security-headers.ts';
import { CheckoutCopy } from '../support/checkout-copy.ts';
import { type Host, hostKinds } from '../support/hosts.ts';
import { openPage } from '../support/open-page.ts';

// The same files on each server that can be installed here, at the root and under a path: every page
// in a real browser, every link and anchor, search, the other language, and an experiment run in the
// page; no message on the console (a violation of the policy is one), no request elsewhere.

const moved = '/posts/why-parallel/';
const article = '/posts/transformer-parallelism/';

/** A folder to serve, whose site stands below the base. */
const folders = new Map<string, string>();
let copy: CheckoutCopy;
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  copy = new CheckoutCopy('hosted');
  copy.write('src/content/moved.json', JSON.stringify({ [moved]: article }));
  for (const base of ['/', '/a/b/']) {
    const { status, output } = copy.build([], { BASE_PATH: base });
    if (status !== 0) throw new Error(output);
    const folder = mkdtempSync(join(tmpdir(), 'hosted-'));
    mkdirSync(dirname(join(folder, base, 'x')), { recursive: true });
    cpSync(join(copy.folder, 'dist'), join(folder, base), { recursive: true });
    await compressSite(join(folder, base));
    // A server that has given up being root must read it.
    chmodSync(folder, 0o755);
    folders.set(base, folder);
  }
});
const table: string[] = [];
afterAll(async () => {
  await browser?.close();
  rmSync(join(copy.folder, '..'), { recursive: true, force: true });
  for (const folder of folders.values()) rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${table.join('\n')}\n`);
});

const places = hostKinds.flatMap((kind) =>
  ['/', '/a/b/'].map((base) => ({ ...kind, kind, base, of: `${kind.name} at ${base}` })),
);

describe.each(places)('$of', ({ kind, base, isInstalled }) => {
  let host: Host;
  let home = '';
  beforeAll(async () => {
    if (!isInstalled) return;
    host = await kind.start(folders.get(base) ?? '', base);
    home = `${host.origin}${base}`;
  });
  afterAll(() => host?.close());

  it.runIf(isInstalled)('shows every page, and every link leads to what is there', async () => {
    const pages = pagesOf(join(folders.get(base) ?? '', base));
    const ids = new Map<string, Set<string>>();
    const links: { from: string; to: string }[] = [];
    const { page, problems } = await watched(home);
    for (const path of pages) {
      const response = await page.goto(home + path, { waitUntil: 'load' });
      expect(response?.status(), path).toBe(200);
      const found = await page.evaluate(() => ({
        ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
        links: [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].map(({ href }) => href),
      }));
      ids.set(home + path, new Set(found.ids));
      links.push(...found.links.map((to) => ({ from: path, to })));
    }
    await openPage(page, home);
    await page.context().close();
    expect(problems).toEqual([]);
    const { broken, checked } = await brokenLinks(links, ids, home);
    expect(broken).toEqual([]);
    table.push(`| ${kind.name} | ${base} | ${pages.length} pages | ${checked} links and anchors |`);
  });

  it.runIf(isInstalled)('searches, changes the language, follows what has moved', async () => {
    const { page, problems } = await watched(home);
    await page.goto(`${home}en/search/?q=pipeline`);
    const hit = page.locator('[data-search-results] a').first();
    await hit.click();
    await page.waitForURL(/\/en\/(?:experiments|posts)\//);
    await page.goto(`${home}en${article}`);
    await page.locator('header a[hreflang="zh-CN"], header a[lang="zh-CN"]').first().click();
    await page.waitForURL(`${home}zh${article}`);
    await page.goto(`${home}zh${moved}`);
    await page.waitForURL(`${home}zh${article}`);
    await page.context().close();
    expect(problems).toEqual([]);
  });

  it.runIf(isInstalled)('runs an experiment in the page', async () => {
    const { page, problems } = await watched(home);
    await page.goto(`${home}en/experiments/heads/`);
    const figure = page.locator('figure[data-figure="heads/time-over-heads"]');
    await figure.locator('[data-run-here]').click();
    await figure.locator('.run-here select').selectOption('wasm');
    await figure.getByRole('button', { name: 'Start' }).click();
    await figure.locator('progress').waitFor();
    await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 0);
    await page.context().close();
    expect(problems).toEqual([]);
  });

  it.runIf(isInstalled)('sends headers and compressed files where it can', async () => {
    const page = await fetch(`${home}en/`, { headers: { 'accept-encoding': 'gzip' } });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.headers.get('content-encoding') === 'gzip').toBe(kind.sendsCompressed);
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect(page.headers.get(name), name).toBe(kind.sendsHeaders ? value : null);
    }
    // Somebody leaves out the slash at the end.
    expect(await statusOf(`${home}en${article.slice(0, -1)}`)).toBe(200);
    const missing = await fetch(`${home}en/posts/none/`);
    expect(missing.status).toBe(404);
    expect((await missing.text()).includes('没有这个页面')).toBe(kind.hasNotFoundPage);
  });
});

/** Every page, as a path from the base: `en/posts/…/`. */
function pagesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.replace(/(^|\/)index\.html$/, '$1'))
    .filter((path) => !path.includes(moved.slice(1)))
    .sort();
}

async function watched(home: string): Promise<{ page: Page; problems: string[] }> {
  const problems: string[] = [];
  const page = await (await browser.newContext()).newPage();
  page.on('console', (message) => problems.push(`${page.url()}: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const isOurs = /^(?:data|blob):/.test(request.url()) || request.url().startsWith(home);
    if (!isOurs) problems.push(`asks for ${request.url()}`);
  });
  return { page, problems };
}

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.status;
}

/** Links into the site that lead to nothing; each address is asked for once. */
async function brokenLinks(
  links: readonly { from: string; to: string }[],
  ids: ReadonlyMap<string, ReadonlySet<string>>,
  home: string,
) {
  const inside = links.filter(({ to }) => to.startsWith(home));
  const outside = links.filter(({ to }) => !to.startsWith(home) && !/^(?:https|mailto):/.test(to));
  const answers = new Map<string, number>();
  const broken = outside.map(({ from, to }) => `${from} leads out of the site: ${to}`);
  for (const { from, to } of inside) {
    const [url = '', anchor] = to.split('#');
    if (!ids.has(url) && !answers.has(url)) answers.set(url, await statusOf(url));
    if ((answers.get(url) ?? 200) !== 200) broken.push(`${from}: ${answers.get(url)} ${url}`);
    if (anchor && ids.has(url) && !ids.get(url)?.has(decodeURIComponent(anchor))) {
      broken.push(`${from}: no #${anchor} in ${url}`);
    }
  }
  return { broken: [...new Set(broken)], checked: inside.length };
}
