import { load } from 'cheerio';

/** What a feed says of an article. */
export interface FeedItem {
  title: string;
  description: string;
  /** The article's whole address. */
  link: string;
  pubDate: Date;
  /** The whole text as HTML: formulas as MathML, figures as images, addresses absolute. */
  content: string;
}

const forPagesOnly = [
  '.katex-html',
  '.panel',
  '.actions',
  '.provenance',
  '.kinds',
  '.bet-question',
  'fieldset',
  'button:not([data-quantity])',
  'script',
  'svg',
].join(', ');
const kept = new Set([
  'href',
  'src',
  'alt',
  'lang',
  'id',
  'colspan',
  'rowspan',
  'scope',
  'display',
]);

/** A built page of an article as an item of a feed; none where the page is no article. */
export function feedItem(html: string): FeedItem | undefined {
  const $ = load(html);
  const link = $('link[rel="canonical"]').attr('href');
  const data = $('script[type="application/ld+json"]').text();
  if (link === undefined || data === '') return undefined;
  const { datePublished } = JSON.parse(data) as { datePublished: string };
  const prose = $('.prose');
  for (const figure of prose.find('figure[data-drawing]').toArray()) {
    const drawing = $(figure).find('.drawings');
    const image = $('<img>')
      .attr('src', $(figure).attr('data-drawing') ?? '')
      .attr('alt', drawing.find('svg title').first().text());
    drawing.replaceWith(image);
  }
  prose.find(forPagesOnly).remove();
  for (const number of prose.find('button[data-quantity]').toArray()) {
    $(number).replaceWith($(number).text());
  }
  for (const element of prose.find('*').toArray()) {
    const { attribs } = element as { attribs?: Record<string, string> };
    for (const [name, value] of Object.entries(attribs ?? {})) {
      if (!kept.has(name) && !$(element).is('math *')) $(element).removeAttr(name);
      else if (name === 'href' || name === 'src') {
        $(element).attr(name, new URL(value, link).href);
      }
    }
  }
  return {
    title: $('h1').text().trim(),
    description: $('meta[name="description"]').attr('content') ?? '',
    link,
    pubDate: new Date(datePublished),
    content: (prose.html() ?? '').trim(),
  };
}
