import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { site } from '../../site.config.ts';
import { CheckoutCopy } from '../support/checkout-copy.ts';

const corpus = fileURLToPath(new URL('../fixtures/broken/posts', import.meta.url));
const heads = `src/results/heads/${site.primaryMachines[0]}.json`;
const batch = `src/results/batch-size/${site.primaryMachines[0]}.json`;

let copy: CheckoutCopy;
beforeAll(() => {
  copy = new CheckoutCopy('a broken checkout');
  mkdirSync(join(copy.folder, 'dist'));
  copy.write('dist/index.html', 'What was published before.');
});
afterAll(() => rmSync(join(copy.folder, '..'), { recursive: true, force: true }));

/** Puts a broken post of the corpus where posts are. */
function addPost(name: string): void {
  const folder = join(copy.folder, 'src/content/posts', name);
  cpSync(join(corpus, name), folder, { recursive: true });
  rmSync(join(folder, 'expected.txt'));
}

/** A build that is refused: its output; what was published stays, and nothing else is left. */
function refused(...args: string[]): string {
  const { status, output } = copy.build(args);
  expect(status).toBe(1);
  expect(output).not.toMatch(/^\s+at |node:internal|node_modules/m);
  expect([...copy.files('dist').keys()]).toEqual(['/dist/index.html']);
  expect(readdirSync(join(copy.folder, '.build'))).toEqual([]);
  return output;
}

describe('a build of a checkout in which much is broken', () => {
  it('names all of it at once: posts, records, figures, each with what repairs it', () => {
    const names = [
      'unknown-figure',
      'formula-display',
      'section-missing-in-chinese',
      'dead-anchor',
    ];
    for (const name of names) addPost(name);
    const [before, version] = [copy.read(heads), copy.read(batch)];
    copy.write(heads, before.replaceAll('heads-loop@one', 'heads-loops@one'));
    copy.edit(batch, '"schemaVersion":2', '"schemaVersion":9');
    const output = refused();
    expect(output).toMatch(
      /posts\/unknown-figure\/en\.mdx:7:1 There is no figure "sample\/tiem"\. The nearest is/,
    );
    expect(output).toContain('posts/formula-display/en.mdx:9:5 KaTeX cannot set this formula');
    expect(output).toContain('posts/section-missing-in-chinese/en.mdx:11:1 Section 2, "another"');
    expect(output).toContain('posts/dead-anchor/en.mdx:9:1 There is no section "sectoin"');
    expect(output).toContain(
      `${batch}: schemaVersion: expected 2 (or 1, which is migrated); received 9\n` +
        '  Measure it again: npm run measure -- batch-size',
    );
    expect(output).toContain(
      `src/figures/heads.ts: the quantity "loop-time-1" cannot be read off ${heads}: The record of ` +
        '"heads" has no trial of heads-loop@one at 1 in every block. The nearest case is "heads-loops@one".',
    );
    expect(output).toContain('Nor can "loop-time-8", "loop-time-32", "loop-over-batched-1" and');
    expect(output).toContain('or measure again: npm run measure -- heads');
    copy.write(heads, before);
    copy.write(batch, version);
    for (const name of names)
      rmSync(join(copy.folder, 'src/content/posts', name), { recursive: true });
  });

  it('names every element that cannot be rendered, in two posts, with its place', () => {
    const file = 'src/lab/models/recurrent/lstm.ts';
    for (const [name, lines] of [
      ['one', '900'],
      ['two', '5-3'],
    ] as const) {
      mkdirSync(join(copy.folder, 'src/content/posts', name));
      copy.write(
        `src/content/posts/${name}/en.mdx`,
        '---\ntitle: A title\ndescription: One sentence.\nwritten: 2026-01-02\n---\n\n' +
          `Words.\n\n<Source file="${file}" region="lstm" highlight="${lines}" />\n`,
      );
    }
    const output = refused();
    expect(output).toMatch(
      /^src\/content\/posts\/one\/en\.mdx:9:1 There are no lines "900" to highlight: the region has lines 1 to \d+\.$/m,
    );
    expect(output).toMatch(/^src\/content\/posts\/two\/en\.mdx:9:1 There are no lines "5-3" to/m);
    for (const name of ['one', 'two']) {
      rmSync(join(copy.folder, 'src/content/posts', name), { recursive: true });
    }
  });
});

describe('a command that cannot do what it is asked', () => {
  it.each([
    ['lint', ['transformer-paralellism'], 2, 'There is no post or page "transformer-paralellism"'],
    ['lint', ['--format', 'xml'], 2, 'Expected a format, text, json, github; received "xml".'],
    ['new', ['post', 'Two Words'], 1, 'npm run new -- post two-words'],
    ['new', ['experiment', 'heads'], 1, 'src/results/heads is there already.'],
    ['new', ['figure', 'haeds'], 1, 'There is no experiment "haeds". The nearest is "heads"'],
    ['new', ['figure', 'heads'], 1, 'src/figures/heads.ts is there already.'],
    ['new', ['poem', 'spring'], 2, 'Expected one of post, experiment, figure and a name'],
    ['new', ['post', 'spring', '--only', 'fr'], 2, 'en or zh; received "fr"'],
    ['measure', ['haeds', '--quick'], 1, 'There is no experiment "haeds". The nearest is "heads"'],
    ['dev', ['--port', 'none'], 1, '--port none is no port.'],
  ] as const)('npm run %s -- %j exits with %i and says so', (script, args, code, message) => {
    const { status, output } = copy.run(script, args);
    expect(output).toContain(message);
    expect(output).not.toMatch(/^\s+at /m);
    expect(status).toBe(code);
    expect(existsSync(join(copy.folder, 'src/content/posts/spring'))).toBe(false);
  });
});
