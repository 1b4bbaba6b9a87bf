import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { site } from '../../site.config.ts';
import { CheckoutCopy } from '../support/checkout-copy.ts';

const post = 'src/content/posts/transformer-parallelism';
const model = 'src/lab/models/transformer/layer-norm.ts';
const record = `src/results/sequence-length/${site.primaryMachines[0]}.json`;

const copies: CheckoutCopy[] = [];
const copyCheckout = (name: string) => {
  const copy = new CheckoutCopy(name);
  copies.push(copy);
  return copy;
};
afterAll(() => {
  for (const { folder } of copies) rmSync(join(folder, '..'), { recursive: true, force: true });
});

let copy: CheckoutCopy;
let published: Map<string, string>;
beforeAll(() => {
  copy = copyCheckout('a checkout with spaces');
  const { status, output } = copy.build([], {
    TZ: 'Asia/Shanghai',
    LANG: 'zh_CN.UTF-8',
    LC_ALL: 'zh_CN.UTF-8',
  });
  expect(output).toContain('The site is in ');
  expect(status).toBe(0);
  published = copy.files('dist');
});

/** Files of a built site that the first one has not, has otherwise, or has alone. */
function differences(built: CheckoutCopy): string[] {
  const files = built.files('dist');
  return [...new Set([...files.keys(), ...published.keys()])].filter(
    (path) => files.get(path) !== published.get(path),
  );
}

/** Runs with a file changed, and puts it back. */
function withEdit<T>(path: string, pattern: string | RegExp, replacement: string, run: () => T): T {
  const before = copy.read(path);
  copy.edit(path, pattern, replacement);
  try {
    return run();
  } finally {
    copy.write(path, before);
  }
}

/** Runs with the first claim of the post out of reach, in both languages: their bounds must agree. */
function withFalseClaim<T>(run: () => T): T {
  const change = (file: string, inner: () => T) =>
    withEdit(`${post}/${file}`, /atLeast=\{[^}]+\}/, 'atLeast={30000}', inner);
  return change('en.mdx', () => change('zh.mdx', run));
}

describe('a post that was just made', () => {
  it('builds, and is published once it is no draft', () => {
    const own = copyCheckout('with a new post');
    expect(own.run('new', ['post', 'sorting'])).toMatchObject({ status: 0 });
    own.edit('src/content/posts/sorting/en.mdx', 'draft: true\n', '');
    // Whatever the terminal is set to, what is published is no preview.
    const { status, output } = own.build([], { NODE_ENV: 'development' });
    expect(output).toContain('The site is in ');
    expect(status).toBe(0);
    const pages = [...own.files('dist').keys()].filter((path) => path.includes('posts/sorting'));
    expect(pages).toContain('/dist/en/posts/sorting/index.html');
    expect(own.read('dist/en/posts/sorting/index.html')).not.toContain('preview-note');
    expect(own.read('dist/zh/posts/sorting/index.html')).not.toContain('量了什么');
  });
});

describe('a build', () => {
  it('writes the same bytes again, warm', () => {
    expect(copy.build().status).toBe(0);
    expect(differences(copy)).toEqual([]);
  });

  it('writes the same bytes in another folder, time zone and locale, for another user on one core', () => {
    const other = copyCheckout('别处');
    const surroundings = { TZ: 'America/New_York', LANG: 'C', LC_ALL: 'C', HOME: '/nonexistent' };
    const { status, output } = other.runAsStranger(['scripts/build.ts'], surroundings);
    expect(output).toContain('The site is in ');
    expect(status).toBe(0);
    expect(differences(other)).toEqual([]);
  });

  it('passes where only a comment of a measured model has changed', () => {
    withEdit(model, /^/, '// A remark.\n', () => {
      const { status, output } = copy.build();
      expect(output).not.toContain('was measured with other code');
      expect(status).toBe(0);
    });
  });

  it('is refused while another build of the folder runs', async () => {
    const first = spawn('npm', ['run', '--silent', 'build'], { cwd: copy.folder });
    const ended = new Promise((resolve) => first.on('exit', resolve));
    while (!existsSync(join(copy.folder, '.build/lock'))) await wait(20);
    const { status, output } = copy.build();
    expect(output).toMatch(/^Another build of this folder is running \(process \d+\)\./);
    expect(status).toBe(1);
    expect(await ended).toBe(0);
  });

  it('that is killed leaves the published site whole, and the next one sweeps up', async () => {
    const killed = spawn(process.execPath, ['scripts/build.ts'], { cwd: copy.folder });
    const ended = new Promise((resolve) => killed.on('exit', resolve));
    const isRendering = () => existsSync(join(copy.folder, '.build/next'));
    while (!isRendering()) await wait(5);
    killed.kill('SIGKILL');
    await ended;
    expect(copy.files('dist')).toEqual(published);
    expect(copy.build().status).toBe(0);
    expect(readdirSync(join(copy.folder, '.build'))).toEqual([]);
    expect(copy.files('dist')).toEqual(published);
  });
});

describe('a build that fails leaves the published site untouched and', () => {
  const fails = (expected: (string | RegExp)[], args: string[] = []) => {
    const { status, output } = copy.build(args);
    for (const text of expected) expect(output).toMatch(text);
    expect(output).not.toMatch(/^\s+at /m);
    expect(status).toBe(1);
    expect(copy.files('dist')).toEqual(published);
    expect(readdirSync(join(copy.folder, '.build'))).toEqual([]);
  };

  it('names experiment, record and command where a constant of a measured model has changed', () => {
    withEdit(model, '1e-5', '1e-6', () =>
      fails([`${record} was measured with other code`, 'npm run measure -- sequence-length']),
    );
  });

  it('names file, reason and command where a record is cut in half', () => {
    withEdit(record, /^([\s\S]*)$/, copy.read(record).slice(0, copy.read(record).length / 2), () =>
      fails([
        `${record}: (the whole record): expected whole JSON; received`,
        'npm run measure -- sequence-length',
      ]),
    );
  });

  it('reports unknown ids of two posts at once, each with the nearest name', () => {
    const second = `${post}-again`;
    cpSync(join(copy.folder, post), join(copy.folder, second), { recursive: true });
    try {
      copy.edit(`${second}/en.mdx`, /<Quantity id="([^"]+)"/, '<Quantity id="$1x"');
      withEdit(`${post}/zh.mdx`, /<Figure id="([^"]+)"/, '<Figure id="$1x"', () =>
        fails([
          new RegExp(
            `^${second}/en\\.mdx:\\d+:\\d+ There is no quantity "(.+)x"\\. The nearest is "\\1"\\.$`,
            'm',
          ),
          new RegExp(
            `^${post}/zh\\.mdx:\\d+:\\d+ There is no figure "(.+)x"\\. The nearest is "\\1"\\.$`,
            'm',
          ),
        ]),
      );
    } finally {
      rmSync(join(copy.folder, second), { recursive: true });
    }
  });

  it('says all about a claim that does not hold, if it is strict', () => {
    withFalseClaim(() =>
      fails(
        [
          new RegExp(`^${post}/zh\\.mdx:\\d+:\\d+ This claim is refuted: \\S`, 'm'),
          /^ {2}claimed: {2}\S+\/\S+ at least 30000$/m,
          /^ {2}measured: [\d.,]+–[\d.,]+\S* .*\([\d.]+ %\)$/m,
        ],
        ['--strict'],
      ),
    );
  });
});

describe('a claim that does not hold', () => {
  it('is replaced by what was measured, and the build says so', () => {
    withFalseClaim(() => {
      const { status, output } = copy.build();
      expect(output).toMatch(/zh\.mdx:\d+:\d+ This claim is refuted/);
      expect(output).toContain('The site states what was measured instead.');
      expect(status).toBe(0);
      for (const locale of ['en', 'zh']) {
        const page = copy.read(`dist/${locale}/posts/transformer-parallelism/index.html`);
        expect(page.match(/data-claim="refuted"/g)).toHaveLength(1);
        expect(page).toContain('data-claim="supported"');
      }
    });
  });
});
