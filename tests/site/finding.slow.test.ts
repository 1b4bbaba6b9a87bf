import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckoutCopy } from '../support/checkout-copy.ts';

// What other programs read of the site, built for an address of its own, with a post that has not
// been translated into Chinese.

const post = 'transformer-parallelism';
const home = 'https://example.org/blog/';
let copy: CheckoutCopy;
const built = (path: string) => readFileSync(join(copy.folder, 'dist', path), 'utf8');
const feedItems = (locale: string) => {
  const $ = load(built(`${locale}/rss.xml`), { xml: true });
  return $('item')
    .toArray()
    .map((item) => ({
      link: $(item).find('> link').text(),
      content: $(item).find('content\\:encoded').text(),
    }));
};

beforeAll(() => {
  copy = new CheckoutCopy('finding');
  rmSync(join(copy.folder, `src/content/posts/${post}/zh.mdx`));
  const { status, output } = copy.build([], {
    SITE_URL: 'https://example.org',
    BASE_PATH: '/blog/',
  });
  if (status !== 0) throw new Error(output);
});
afterAll(() => rmSync(join(copy.folder, '..'), { recursive: true, force: true }));

describe('a post that exists in one language', () => {
  it('is announced in the other, by a page that no search engine lists', () => {
    const $ = load(built(`zh/posts/${post}/index.html`));
    expect($('main').text()).toContain('这篇文章还没有中文版');
    expect($('main h1 a').attr('href')).toBe(`/blog/en/posts/${post}/`);
    expect($('meta[name="robots"]').attr('content')).toBe('noindex');
    expect($('link[rel="canonical"]')).toHaveLength(0);
    expect(
      $('link[hreflang]')
        .map((_, link) => $(link).attr('hreflang'))
        .get(),
    ).toEqual(['en']);
  });
});

describe('a post', () => {
  it('says where it stands, in which languages, and what it is', () => {
    const $ = load(built(`en/posts/${post}/index.html`));
    expect($('link[rel="canonical"]').attr('href')).toBe(`${home}en/posts/${post}/`);
    expect($('link[type="application/rss+xml"]').attr('href')).toBe('/blog/en/rss.xml');
    expect($('meta[property="og:image"]').attr('content')).toMatch(
      /^https:\/\/example\.org\/blog\/cards\/[\w.-]+\.png$/,
    );
    const data = JSON.parse($('script[type="application/ld+json"]').text());
    expect(data).toMatchObject({ '@type': 'TechArticle', inLanguage: 'en' });
  });

  it('stands whole in the feed: formulas as MathML, each figure as an image that is there', () => {
    const [own] = feedItems('en').filter(({ link }) => link === `${home}en/posts/${post}/`);
    const $ = load(own?.content ?? '');
    expect($('math').length).toBeGreaterThan(50);
    const images = $('img')
      .map((_, image) => $(image).attr('src') ?? '')
      .get();
    expect(images.length).toBeGreaterThan(15);
    for (const image of images) {
      expect(image.startsWith(home)).toBe(true);
      expect(built(image.slice(home.length))).toContain('</svg>');
    }
    expect($('h2').last().text()).toBe('References');
  });

  it('has no item in the feed of the language that it lacks', () => {
    const links = feedItems('zh').map(({ link }) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links).not.toContain(`${home}zh/posts/${post}/`);
  });
});

it('the sitemap and llms.txt lead to pages that are there', () => {
  const sitemap = load(built('sitemap-0.xml'), { xml: true });
  const pages = sitemap('loc')
    .map((_, place) => sitemap(place).text())
    .get();
  const listed = [...built('llms.txt').matchAll(/\((https:[^)]+)\)/g)].map(([, url]) => url ?? '');
  expect(pages).toContain(`${home}en/posts/${post}/`);
  expect(listed).toContain(`${home}en/posts/${post}/`);
  for (const url of [...pages, ...listed]) {
    const path = url.slice(home.length).replace(/(^|\/)$/, '$1index.html');
    expect(built(path), path).not.toContain('noindex');
  }
  expect(built('robots.txt')).toContain(`Sitemap: ${home}sitemap-index.xml`);
});
