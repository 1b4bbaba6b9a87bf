import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { site } from '../../site.config.ts';
import { CheckoutCopy } from '../support/checkout-copy.ts';

const name = 'adding-rows';
const experiment = `src/lab/experiments/${name}.ts`;
const figure = `src/figures/${name}.ts`;
const posts = ['en', 'zh'].map((locale) => `src/content/posts/${name}/${locale}.mdx`);

let copy: CheckoutCopy;
let before: Map<string, string>;
/** Seconds that each command took, for whoever asks what a measured article costs. */
const seconds: [string, number][] = [];

beforeAll(() => {
  copy = new CheckoutCopy('an author');
  copy.linkEngine();
  before = allFiles();
});
afterAll(() => {
  rmSync(join(copy.folder, '..'), { recursive: true, force: true });
  const total = seconds.reduce((sum, [, each]) => sum + each, 0);
  const lines = seconds.map(([command, each]) => `${each.toFixed(0).padStart(5)} s  ${command}`);
  process.stdout.write(`${[...lines, `${total.toFixed(0).padStart(5)} s  in all`].join('\n')}\n`);
});

/** Runs one of the commands that the guide names; its output is the error where it fails. */
function run(script: string, ...args: string[]): string {
  const start = performance.now();
  const { status, output } = copy.run(script, args);
  seconds.push([`npm run ${script} -- ${args.join(' ')}`, (performance.now() - start) / 1000]);
  if (status !== 0) throw new Error(output);
  return output;
}

/** What an author or a command could edit, by path from the root. */
const allFiles = () =>
  new Map(['src', 'scripts', 'tests', 'public'].flatMap((folder) => [...copy.files(folder)]));

/** Files that are new or other than at the beginning. */
function changedFiles(): { made: string[]; edited: string[] } {
  const now = [...allFiles()];
  const path = ([file]: [string, string]) => file.slice(1);
  return {
    made: now
      .filter(([file]) => !before.has(file))
      .map(path)
      .sort(),
    edited: now.filter(([file, bytes]) => before.has(file) && before.get(file) !== bytes).map(path),
  };
}

describe('from nothing to a published article with a measurement of its own', () => {
  it('three commands make four files, which pass every check at once', () => {
    run('new', 'experiment', name);
    run('new', 'figure', name);
    run('new', 'post', name);
    expect(changedFiles()).toEqual({ made: [...posts, figure, experiment].sort(), edited: [] });
    run('check');
    const { status, output } = copy.run('test', [
      ...['tests/architecture.test.ts', 'tests/figures', 'tests/authoring', 'tests/lab/run'],
    ]);
    expect(output).toMatch(/\n\d+ passed, 0 failed/);
    expect(status).toBe(0);
  });

  it('the new experiment measures quickly, for oneself', () => {
    const output = run('measure', name, '--quick');
    expect(output).toContain(`written: src/results/${name}/local.json`);
  });

  it('another kernel, a record, a claim in both languages: it is published, and nothing else edited', () => {
    copy.edit(
      experiment,
      'return tf.sum(matrix, 0);',
      'const ones = tf.ones([1, matrix.shape[0] as number]);\n' +
        '  return tf.reshape(tf.matMul(ones, matrix), [-1]);',
    );
    const isPublished = measureForPublication();
    const [en = '', zh = ''] = posts;
    publish(en, 'Adding rows one after another takes longer than one product that adds them all.', {
      caption: '**One product wins.** Time against the number of rows.',
      quoted: 'It takes',
    });
    publish(zh, '逐行相加，比一次乘法全部加完更慢。', {
      caption: '**一次乘法更快。** 用时与行数。',
      quoted: '前者的用时是后者的',
    });
    const built = isPublished ? 'dist' : '.local/site';
    run('build', '--strict', ...(isPublished ? [] : ['--local']));
    for (const locale of ['en', 'zh']) {
      const page = copy.read(`${built}/${locale}/posts/${name}/index.html`);
      expect(page.match(/data-claim="supported"/g)).toHaveLength(1);
      expect(page).toContain(`data-figure="${name}/time"`);
      expect(page).toContain(`data-quantity="${name}/one-by-one-over-all-at-once"`);
      expect(page).toContain('tf.matMul(');
      expect(copy.read(`${built}/${locale}/experiments/${name}/index.html`)).toContain(name);
    }
    const published = isPublished ? [`${site.primaryMachines[0]}.json`, 'history.json'] : [];
    const results = [...published, 'local.json'];
    expect(changedFiles()).toEqual({
      made: [
        ...posts,
        figure,
        experiment,
        ...results.map((each) => `src/results/${name}/${each}`),
      ].sort(),
      edited: [],
    });
  });
});

/**
 * Measures for publication; tells whether it came to a record. A machine that other work disturbs is
 * refused one, and keeps the blocks that count for the next try; if three do not suffice, the article
 * is built of what was measured quickly.
 */
function measureForPublication(): boolean {
  for (let tries = 0; tries < 3; tries++) {
    try {
      run('measure', name, '--machine', site.primaryMachines[0]);
      return true;
    } catch (error) {
      expect((error as Error).message).toContain('blocks were too noisy to count');
    }
  }
  run('measure', name, '--quick');
  return false;
}

function publish(file: string, claim: string, words: { caption: string; quoted: string }): void {
  copy.edit(file, 'draft: true\n', '');
  const id = `${name}/one-by-one-over-all-at-once`;
  const text = [
    `<Figure id="${name}/time">\n  ${words.caption}\n</Figure>`,
    `<Claim quantity="${id}" atLeast={2}>\n  ${claim}\n</Claim>`,
    `${words.quoted} <Quantity id="${id}" />.`,
    `<Source file="${experiment}" region="all-at-once" />`,
  ].join('\n\n');
  copy.edit(file, /(\{\/\* #measured \*\/\}\n\n).*\n/, `$1${text}\n`);
}
