import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '#authoring/launch-chromium.ts';
import { serveFolder } from '#authoring/serve-folder.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { site } from '../../site.config.ts';
import { CheckoutCopy } from '../support/checkout-copy.ts';
import { openPage } from '../support/open-page.ts';

// A record that is whole and plausible may still call its processor what it likes: the schema allows
// any text that can be seen. It is merged, and shown as the text that it is.

const owned = `document.title='owned'`;
const names = {
  cpu: `<img src=x onerror="${owned}">"'&amp;`,
  os: `</script><script>${owned}</script>`,
  library: `[click](javascript:${owned}) =HYPERLINK("http://evil.example")`,
};

let copy: CheckoutCopy;
beforeAll(() => {
  copy = new CheckoutCopy('visited');
  const own = `src/results/heads/${site.primaryMachines[0]}.json`;
  const record = JSON.parse(copy.read(own)) as MeasuredRecord;
  record.machine = { ...record.machine, id: '4c-stranger', cpu: names.cpu, os: names.os };
  record.engine.library = names.library;
  const folder = join(copy.folder, '..', 'sent', 'heads');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '4c-stranger.json'), JSON.stringify(record));
  const merged = copy.run('merge', [join(folder, '..')]);
  expect(merged.output).toContain(`take    heads/4c-stranger.json`);
  expect(merged.status).toBe(0);
  const { status, output } = copy.build(['--strict'], { SITE_URL: 'https://example.org' });
  expect(output).toContain('The site is in ');
  expect(status).toBe(0);
});
afterAll(() => rmSync(join(copy.folder, '..'), { recursive: true, force: true }));

describe('texts of a stranger', () => {
  it.each(['en/experiments/heads/', 'zh/experiments/heads/', 'en/machines/', 'zh/machines/'])(
    'are text on /%s',
    async (path) => {
      const host = await serveFolder(join(copy.folder, 'dist'), 4860, '/');
      const browser = await launchChromium();
      try {
        const page = await browser.newPage();
        const said: string[] = [];
        page.on('console', (message) => said.push(message.text()));
        page.on('dialog', (dialog) => said.push(dialog.message()));
        await openPage(page, host.address + path);
        expect(await page.title()).not.toContain('owned');
        expect(await page.locator('img[src="x"], a[href^="javascript:"]').count()).toBe(0);
        expect(await page.textContent('main')).toContain(names.cpu);
        expect(said).toEqual([]);
      } finally {
        await browser.close();
        host.close();
      }
    },
  );

  it('stand in no file where a program would take them for its own', () => {
    const csv = copy.read('dist/data/heads/4c-stranger.csv');
    expect(csv).not.toMatch(/(?:^|,)[=+@-]|[<>"]/m);
    const files = [...copy.files('dist')].filter(([file]) => /\.(?:html|xml|txt)$/.test(file));
    const texts = files.map(([, bytes]) => Buffer.from(bytes, 'base64').toString());
    expect(texts.filter((text) => text.includes(names.os))).toEqual([]);
  });
});
