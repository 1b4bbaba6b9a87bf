import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, openBuiltSite } from '../support/built-site.ts';
import { openPage } from '../support/open-page.ts';

// What a reader downloads before touching anything, as a host sends it (gzip; fonts as they are).

let site: BuiltSite;
beforeAll(async () => {
  site = await openBuiltSite(4790);
});
afterAll(() => site?.close());

describe.each(['en', 'zh'])('the flagship in %s', (locale) => {
  it('is within its budget, and needs no more than 5 kB of scripts', async () => {
    const page = await site.browser.newPage();
    const requested = new Set<string>();
    page.on('request', (request) => requested.add(request.url()));
    const last = page.waitForRequest(/link-tips/);
    await openPage(page, `${site.address}${locale}/posts/transformer-parallelism/`);
    await last;
    await page.close();
    const urls = [...requested];
    const kB = (files: string[], gzip: boolean) =>
      files
        .map((url) => {
          const path = new URL(url).pathname.replace(/^\/blog\//, '').replace(/\/$/, '/index.html');
          const bytes = readFileSync(join(site.folder, path));
          return gzip ? gzipSync(bytes).length : bytes.length;
        })
        .reduce((sum, length) => sum + length, 0) / 1000;
    const fonts = urls.filter((url) => url.endsWith('.woff2'));
    const scripts = urls.filter((url) => url.endsWith('.js'));
    const text = urls.filter((url) => !fonts.includes(url) && !url.endsWith('.svg'));
    const sizes = { text: kB(text, true), scripts: kB(scripts, true), fonts: kB(fonts, false) };
    expect(sizes.text).toBeLessThan(150);
    expect(sizes.scripts).toBeLessThan(5);
    expect(sizes.text + sizes.fonts).toBeLessThan(350);
  });
});
