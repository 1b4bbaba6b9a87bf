import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launchChromium } from '#authoring/launch-chromium.ts';
import { publishedCards } from '#authoring/published-cards.ts';
import { cardHtml, cardName, cardSize } from '#figures/social-card.ts';

// npm run cards: draws the pictures that links to the articles show elsewhere, from each article's
// own first figure. Those that are up to date are kept, those of nothing are removed.
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'public/cards');
mkdirSync(folder, { recursive: true });
const cards = await publishedCards(root);
const names = cards.map(cardName);
for (const name of readdirSync(folder)) {
  if (!names.includes(name)) rmSync(join(folder, name));
}
const missing = cards.filter((card) => !readdirSync(folder).includes(cardName(card)));
if (missing.length > 0) {
  const work = mkdtempSync(join(tmpdir(), 'cards-'));
  await cp(join(root, 'src/styles/fonts'), work, { recursive: true });
  const browser = await launchChromium([], { fonts: 'system' });
  const page = await browser.newPage({ viewport: cardSize });
  for (const card of missing) {
    writeFileSync(join(work, 'card.html'), cardHtml(card));
    await page.goto(pathToFileURL(join(work, 'card.html')).href);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, cardName(card)) });
    console.log(`drawn: public/cards/${cardName(card)}`);
  }
  await browser.close();
  rmSync(work, { recursive: true });
}
console.log(`${cards.length} cards, ${missing.length} drawn anew.`);
