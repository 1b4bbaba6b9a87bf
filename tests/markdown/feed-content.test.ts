import { describe, expect, it } from 'vitest';
import { feedItem } from '#markdown/feed-content.ts';

const head = `<title>A title · Site</title>
  <meta name="description" content="About it.">
  <link rel="canonical" href="https://example.org/blog/en/posts/a/">
  <script type="application/ld+json">{"datePublished":"2026-11-24"}</script>`;
const page = (prose: string, top = head) =>
  `<html><head>${top}</head><body><h1>A title</h1><div class="prose">${prose}</div></body></html>`;
const contentOf = (prose: string) => feedItem(page(prose))?.content;

describe('an article in a feed', () => {
  it('has its title, description, address and day', () => {
    expect(feedItem(page('<p>Text.</p>'))).toEqual({
      title: 'A title',
      description: 'About it.',
      link: 'https://example.org/blog/en/posts/a/',
      pubDate: new Date('2026-11-24'),
      content: '<p>Text.</p>',
    });
  });

  it.each([
    [
      'formulas as MathML',
      '<span class="katex"><span class="katex-mathml"><math><mi mathvariant="bold">x</mi></math></span><span class="katex-html">x</span></span>',
      '<span><span><math><mi mathvariant="bold">x</mi></math></span></span>',
    ],
    [
      'figures as images, with their names',
      '<figure data-drawing="/blog/figures/a.svg" class="f"><div class="drawings"><div><svg><title>Time</title></svg></div><div><svg><title>Time</title></svg></div></div><figcaption>C.</figcaption></figure>',
      '<figure><img src="https://example.org/blog/figures/a.svg" alt="Time"><figcaption>C.</figcaption></figure>',
    ],
    [
      'numbers as text',
      '<p>It took <span class="quantity"><button popovertarget="q" data-quantity="a/b">6.1×</button><span class="panel" popover>6.1</span></span>.</p>',
      '<p>It took <span>6.1×</span>.</p>',
    ],
    [
      'addresses whole',
      '<a href="../b/">b</a> <a href="#c">c</a>',
      '<a href="https://example.org/blog/en/posts/b/">b</a> <a href="https://example.org/blog/en/posts/a/#c">c</a>',
    ],
    [
      'tables with their heads, no classes or styles',
      '<table class="t"><tbody><tr><th scope="row" style="x">a</th><td>1</td></tr></tbody></table>',
      '<table><tbody><tr><th scope="row">a</th><td>1</td></tr></tbody></table>',
    ],
    ['foreign words with their language', '<i lang="zh-CN">万</i>', '<i lang="zh-CN">万</i>'],
    ['no buttons', '<p>a</p><button>Copy</button>', '<p>a</p>'],
  ])('holds %s', (_, prose, content) => {
    expect(contentOf(prose)).toBe(content);
  });

  it('leaves out a page that is no article, or has no address of its own', () => {
    expect(feedItem(page('<p>Text.</p>', '<title>A</title>'))).toBeUndefined();
  });
});
