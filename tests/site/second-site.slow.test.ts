import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckoutCopy } from '../support/checkout-copy.ts';

// A fork on another subject, made by the steps that CONTRIBUTING names, measured and built.
const fixture = fileURLToPath(new URL('../fixtures/second-site', import.meta.url));

let copy: CheckoutCopy;
beforeAll(() => {
  copy = new CheckoutCopy('a site about sorting');
  copy.linkEngine();
  const recipe = copy.read('CONTRIBUTING.md').split('## Make a site of your own')[1] ?? '';
  const commands = /```sh\n([\s\S]*?)```/.exec(recipe)?.[1];
  if (commands === undefined) throw new Error('CONTRIBUTING.md names no steps for a fork.');
  execFileSync('bash', ['-euc', commands], { cwd: copy.folder });
  cpSync(fixture, copy.folder, { recursive: true });
});
afterAll(() => rmSync(join(copy.folder, '..'), { recursive: true, force: true }));

// Where nothing is published yet, this machine's own record is shown, in a site of its own.
const site = '.local/site';
const page = (path: string) => load(copy.read(`${site}/${path}`));

describe('a site on another subject', () => {
  it('is measured and built, strictly, without a change of the machinery', () => {
    const measured = copy.run('measure', ['sorting', '--quick']);
    expect(measured.output).toContain('written: src/results/sorting/local.json');
    expect(measured.status).toBe(0);
    const built = copy.build(['--local', '--strict'], { SITE_URL: 'https://sorted.example' });
    expect(built.output).toContain('The site is in ');
    expect(built.status).toBe(0);
  });

  it.each([
    ['en', 'Sorted', 'When merging pays'],
    ['zh', '排序', '归并什么时候划算'],
  ])('shows its own title and post in %s', (locale, title, post) => {
    expect(page(`${locale}/index.html`)('title').text()).toContain(title);
    expect(page(`${locale}/index.html`)('main').text()).toContain(post);
    const $ = page(`${locale}/posts/sorting/index.html`);
    expect($('figure[data-figure="sorting/time"] svg').length).toBeGreaterThan(0);
    expect($('[data-claim="supported"]')).toHaveLength(1);
    expect($('[data-quantity="sorting/insertion-over-merge"]')).toHaveLength(1);
    expect($('.source').text()).toContain('insertionSort');
  });

  it('holds nothing of the subject of this one', () => {
    const ours = /transformer|attention|LSTM|实测 · Measured/i;
    const pages = [...copy.files(site).keys()].filter((path) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.filter((path) => ours.test(copy.read(path)))).toEqual([]);
  });

  it('has its experiment, its feeds, its search and its map', () => {
    expect(page('en/experiments/sorting/index.html')('h1').text()).toContain('Insertion sort');
    expect(copy.read(`${site}/zh/rss.xml`)).toContain('归并什么时候划算');
    expect(copy.read(`${site}/llms.txt`)).toContain('When merging pays');
    for (const path of ['404.html', 'en/scoreboard/index.html', 'pagefind/pagefind.js']) {
      expect(existsSync(join(copy.folder, site, path))).toBe(true);
    }
  });

  it('leads nowhere that is not there', () => {
    const files = new Set(copy.files(site).keys());
    const dead = [...files]
      .filter((path) => path.endsWith('.html'))
      .flatMap((path) => {
        const $ = load(copy.read(path));
        const links = $('a[href^="/"]').toArray();
        return links.map((link) => `${$(link).attr('href')}`.replace(/#.*$/, ''));
      })
      .filter((href) => !files.has(`/${site}${href.endsWith('/') ? `${href}index.html` : href}`));
    expect([...new Set(dead)]).toEqual([]);
  });
});
