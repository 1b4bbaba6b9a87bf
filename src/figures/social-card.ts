import { createHash } from 'node:crypto';
import { renderChart } from '#charts/chart.ts';
import { standaloneSvg } from '#charts/standalone-svg.ts';
import type { Catalogue } from './catalogue.ts';
import type { Locale } from './figure.ts';

/** What a link to an article shows elsewhere (Open Graph): its title beside its own first figure. */
export interface SocialCard {
  slug: string;
  locale: Locale;
  title: string;
  siteName: string;
  /** The figure as an SVG that stands alone. */
  drawing: string;
}

/** The card of a post, from its MDX and the site's tokens (CSS); none where it shows no figure. */
export function socialCard(
  post: Omit<SocialCard, 'drawing'> & { mdx: string },
  catalogue: Catalogue,
  tokensCss: string,
): SocialCard | undefined {
  const { mdx, ...card } = post;
  const id = /<Figure\s+id="([^"]+)"/.exec(mdx)?.[1];
  if (id === undefined) return undefined;
  const chart = catalogue.figure(id).chart(card.locale);
  const drawing = renderChart(chart, { width: 720, idPrefix: 'card' });
  return { ...card, drawing: standaloneSvg(drawing, tokensCss) };
}

/** The size of the picture in px, as the large previews have it. */
export const cardSize = { width: 1200, height: 630 };

/** The name of a card's file: it changes with all that the card shows. */
export function cardName(card: SocialCard): string {
  const hash = createHash('sha256').update(cardHtml(card)).digest('hex').slice(0, 8);
  return `${card.slug}-${card.locale}.${hash}.png`;
}

/** The card as a page to be photographed. The fonts lie beside it under the names of the site's own. */
export function cardHtml({ locale, title, siteName, drawing }: SocialCard): string {
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><style>
@font-face { font-family: Inter; font-weight: 400 600; src: url(inter.woff2); }
@font-face { font-family: "Source Serif"; font-weight: 400 600; src: url(source-serif.woff2); }
body { margin: 0; width: ${cardSize.width}px; height: ${cardSize.height}px; box-sizing: border-box;
  padding: 56px 48px 40px 64px; display: grid; grid-template: auto 1fr / 372px 672px; gap: 24px 44px;
  background: #fcfbf8; color: #1b1d20; border-top: 10px solid #1b65a8; }
p { grid-column: 1 / -1; margin: 0; font: 600 27px/1 "Source Serif", "Noto Serif CJK SC", serif; color: #62666d; }
h1 { margin: 20px 0 0; font: 500 ${locale === 'zh' ? 44 : 46}px/1.2 "Source Serif", "Noto Serif CJK SC", serif; }
svg { width: 672px; height: auto; align-self: end; }
</style><p>${siteName}</p><h1>${escaped}</h1>${drawing}</html>`;
}
