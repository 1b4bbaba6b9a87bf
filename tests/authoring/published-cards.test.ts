import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { publishedCards } from '#authoring/published-cards.ts';
import { cardName } from '#figures/social-card.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('every article has its card as it is now, and no other lies there; npm run cards draws them', async () => {
  const cards = await publishedCards(root);
  expect(cards.length).toBeGreaterThan(0);
  expect(readdirSync(join(root, 'public/cards')).sort()).toEqual(cards.map(cardName).sort());
});
