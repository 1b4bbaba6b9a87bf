import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { site } from '../../site.config.ts';
import { type Preview, startPreview } from '../support/preview.ts';

const slug = 'a-draft';
const file = `src/content/posts/${slug}/en.mdx`;
const quantity = 'sequence-length/lstm-over-encoder';
const published = `src/results/sequence-length/${site.primaryMachines[0]}.json`;

const frontMatter =
  '---\ntitle: A draft\ndescription: Of a post.\nwritten: 2026-01-02\ndraft: true\n---\n';
const good = `${frontMatter}
The first words.

<Claim quantity="${quantity}" atLeast={2}>It is so.</Claim>

<Figure id="sequence-length/time-over-length">**Time.** Of layers.</Figure>
`;

let preview: Preview;
let page: Page;
beforeAll(async () => {
  preview = await startPreview('a preview', 4830);
  preview.copy.run('new', ['post', slug, '--only', 'en']);
  preview.copy.write(file, good);
  page = await preview.open(`/en/posts/${slug}/`);
});
afterAll(() => preview?.close());

/** Waits until the page, which reloads by itself, shows a text. */
async function shows(text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor({ state: 'attached', timeout });
}
const notes = (hasText: string | RegExp = '') => page.locator('.preview-note', { hasText });
/** As long as a check of everything may take beside other work. */
const timeout = 30_000;
beforeEach(async () => {
  preview.copy.write(file, good);
  await notes().first().waitFor({ state: 'detached', timeout });
  await shows('The first words.');
});

describe('a preview', () => {
  it('shows a draft, and what is saved', async () => {
    await shows('The first words.');
    preview.copy.edit(file, 'The first words.', 'Words saved just now.');
    await shows('Words saved just now.');
    expect(await notes().count()).toBe(0);
  });

  it.each([
    [
      'a claim that does not hold, with what was measured',
      ['atLeast={2}', 'atLeast={30000}'],
      /This claim is refuted: It is so\./,
    ],
    [
      'an unknown quantity, with the nearest name',
      [quantity, `${quantity}x`],
      `There is no quantity "${quantity}x". The nearest is "${quantity}".`,
    ],
    [
      'a typed number, with its line',
      ['The first words.', 'It takes 12 ms.'],
      '8:10 "12 ms" is a typed number.',
    ],
  ] as const)('marks %s', async (_, [before, after], note) => {
    preview.copy.edit(file, before, after);
    await notes(note).first().waitFor({ timeout });
    await shows(after.startsWith('It takes') ? 'It takes' : 'The first words.');
  });

  it('marks what quotes a record whose code has changed, with the command', async () => {
    const model = 'src/lab/models/transformer/layer-norm.ts';
    const code = preview.copy.read(model);
    preview.copy.edit(model, '1e-5', '1e-6');
    const note = new RegExp(
      `${published} was measured with other code .*npm run measure -- sequence-length`,
    );
    await notes(note).first().waitFor({ timeout });
    preview.copy.write(model, code);
  });

  it('marks what a broken record would have given, and shows the rest', async () => {
    const record = preview.copy.read(published);
    preview.copy.write(published, record.slice(0, 1000));
    await notes('expected whole JSON').first().waitFor({ timeout });
    await shows('The first words.');
    preview.copy.write(published, record);
  });

  it('draws a record anew that is measured while the page is open', async () => {
    expect(await page.getByText('this machine').count()).toBe(0);
    const record = { ...JSON.parse(preview.copy.read(published)), mode: 'quick' };
    const own = 'src/results/sequence-length/local.json';
    preview.copy.write(`${own}.tmp`, JSON.stringify(record));
    renameSync(join(preview.copy.folder, `${own}.tmp`), join(preview.copy.folder, own));
    await shows('this machine');
  });
});
