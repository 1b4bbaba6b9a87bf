import { median } from 'simple-statistics';
import { site } from '../site.config.ts';
import { startPreview } from '../tests/support/preview.ts';

// npm run bench:preview: how long it takes from a saved post, and from a written record, until an
// open page shows it, in Chromium; beside a post of as many words without anything to render.
const rounds = 5;
const flagship = 'src/content/posts/transformer-parallelism/en.mdx';
const plain = 'src/content/posts/plain/en.mdx';
const own = 'src/results/sequence-length/local.json';
const head = /^---\n[\s\S]*?\n---\n\n/;

const preview = await startPreview('a preview', 4850);
try {
  const { copy } = preview;
  const words = copy.read(flagship).split(/\s+/).length;
  const paragraph = `${'Word after word after word, and no end of them. '.repeat(8).trim()}\n\n`;
  copy.run('new', ['post', 'plain', '--only', 'en']);
  copy.edit(plain, /(---\n\n)[\s\S]*/, `$1${paragraph.repeat(Math.ceil(words / 80))}`);
  const ofFlagship = await savesShown(flagship, '/en/posts/transformer-parallelism/');
  const ofPlain = await savesShown(plain, '/en/posts/plain/');
  const ofRecord = await recordsShown('/en/posts/transformer-parallelism/');
  const line = (what: string, ms: readonly number[]) =>
    console.log(
      `${what}: median ${median([...ms]).toFixed(0)} ms (${ms.map((each) => each.toFixed(0)).join(', ')})`,
    );
  line(`the first article, ${words} words, saved`, ofFlagship);
  line('a post of as many plain words, saved', ofPlain);
  line('a record of the first article, written', ofRecord);
  console.log(
    `the article over plain words: ${(median(ofFlagship) / median(ofPlain)).toFixed(2)} times`,
  );
} finally {
  await preview.close();
}

/** Saves a mark into a post again and again; ms until the open page shows it. */
async function savesShown(file: string, path: string): Promise<number[]> {
  const page = await preview.open(path);
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    // What an earlier change has set off, notes too, must be over.
    await page.waitForTimeout(6000);
    const mark = `Saved ${round} times.`;
    const start = performance.now();
    preview.copy.edit(file, head, (found: string) => `${found}${mark} `);
    await page.waitForFunction((text) => document.body?.textContent?.includes(text), mark, {
      polling: 10,
    });
    times.push(performance.now() - start);
  }
  await page.close();
  // The first time includes what is made once.
  return times.slice(1);
}

/** Writes this machine's own record again and again, slower each time; ms until it is drawn. */
async function recordsShown(path: string): Promise<number[]> {
  const page = await preview.open(path);
  const record = JSON.parse(
    preview.copy.read(`src/results/sequence-length/${site.primaryMachines[0]}.json`),
  ) as { mode: string; finishedAt: string };
  const times: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    await page.waitForTimeout(6000);
    const day = `2027-01-0${round}`;
    const text = JSON.stringify({ ...record, mode: 'quick', finishedAt: `${day}T00:00:00.000Z` });
    const start = performance.now();
    preview.copy.write(own, text);
    await page.waitForFunction((date) => document.body?.textContent?.includes(date), day, {
      polling: 10,
    });
    times.push(performance.now() - start);
  }
  return times.slice(1);
}
