import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadFamilies, readCatalogue } from '#authoring/read-catalogue.ts';
import { site } from '../site.config.ts';
import { CheckoutCopy } from '../tests/support/checkout-copy.ts';
import { ownPost, plainPost } from '../tests/support/growth/made-post.ts';
import { makePlainSite } from '../tests/support/growth/plain-site.ts';
import { type Cost, watchedRun } from '../tests/support/growth/watched-run.ts';

// npm run bench:site [-- 10 100 1000]: whole builds of so many posts, beside the same posts in plain
// Astro + MDX + remark-math + rehype-katex + Shiki with pictures for figures: cold, and again after
// one post has changed. Ours also holds what is published now, checks every post, indexes it for
// search, and shows the experiments; its figures are those of the published records in turn, each
// drawn once for its place.
interface Builder {
  name: string;
  /** Writes a post: the words that `draw` stands for, under the name of `index`. */
  write(index: number, draw: number): void;
  build(): Promise<Cost>;
  /** The folder that is served. */
  dist: string;
  /** All that it has made. */
  folder: string;
}

const counts = process.argv.slice(2).map(Number);
if (counts.some((count) => !Number.isInteger(count) || count < 1)) {
  console.error(
    `Expected how many posts to build; received ${process.argv.slice(2).join(' ')}: npm run bench:site -- 100`,
  );
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const catalogue = readCatalogue(root, await loadFamilies(root), {
  primaryMachines: site.primaryMachines,
  showLocal: false,
});
const quotable = {
  figures: catalogue.experiments.flatMap(({ figures }) => figures.map(({ id }) => id)),
  quantities: catalogue.experiments.flatMap(({ quantities }) => quantities.map(({ id }) => id)),
};

console.log('posts  site   cold s  peak GB  warm s  peak GB      MB');
for (const posts of counts.length > 0 ? counts : [10, 100, 1000]) {
  const plain = await measure(plainSite(), posts);
  const own = await measure(ownSite(), posts);
  const over = (a: number, b: number) => (a / b).toFixed(2).padStart(7);
  console.log(
    `       ratio ${over(own.cold.seconds, plain.cold.seconds)}  ${over(own.cold.peakBytes, plain.cold.peakBytes)} ` +
      `${over(own.warm.seconds, plain.warm.seconds)}  ${over(own.warm.peakBytes, plain.warm.peakBytes)} ` +
      `${over(own.bytes, plain.bytes)}   ours: warm over cold ${(own.warm.seconds / own.cold.seconds).toFixed(2)}`,
  );
}

async function measure(builder: Builder, posts: number) {
  for (let index = 0; index < posts; index++) builder.write(index, index);
  const cold = await builder.build();
  // Other words under the name of the first.
  builder.write(0, posts);
  const warm = await builder.build();
  const bytes = folderBytes(builder.dist);
  rmSync(builder.folder, { recursive: true });
  const cost = ({ seconds, peakBytes }: Cost) =>
    `${seconds.toFixed(1).padStart(7)}  ${(peakBytes / 1e9).toFixed(2).padStart(7)} `;
  console.log(
    `${String(posts).padStart(5)}  ${builder.name} ${cost(cold)}${cost(warm)} ${(bytes / 1e6).toFixed(1).padStart(6)}`,
  );
  return { cold, warm, bytes };
}

function ownSite(): Builder {
  const copy = new CheckoutCopy('grown');
  return {
    name: 'ours ',
    write(index, draw) {
      const folder = `src/content/posts/post-${index}`;
      mkdirSync(join(copy.folder, folder), { recursive: true });
      copy.write(`${folder}/en.mdx`, ownPost(draw, quotable));
    },
    build: () => watchedRun('npm', ['run', '--silent', 'build'], copy.folder),
    dist: join(copy.folder, 'dist'),
    folder: join(copy.folder, '..'),
  };
}

function plainSite(): Builder {
  const folder = makePlainSite();
  for (let figure = 0; figure < 8; figure++) {
    const drawing = join(root, 'src/figures/readme-figure.svg');
    copyFileSync(drawing, join(folder, `public/figure-${figure}.svg`));
  }
  return {
    name: 'plain',
    write(index, draw) {
      writeFileSync(join(folder, `src/content/posts/post-${index}.mdx`), plainPost(draw));
    },
    build: () =>
      watchedRun(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build'], folder),
    dist: join(folder, 'dist'),
    folder: join(folder, '..'),
  };
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => statSync(join(folder, file)))
    .reduce((sum, each) => sum + (each.isFile() ? each.size : 0), 0);
}
