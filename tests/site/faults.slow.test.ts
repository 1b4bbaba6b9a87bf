import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckoutCopy } from '../support/checkout-copy.ts';

// What goes wrong around a build. Two at once, and a kill: build.slow.test.ts. Each file system and
// network here is one process's own.

let copy: CheckoutCopy;
let published: Map<string, string>;
beforeAll(() => {
  copy = new CheckoutCopy('a site 网站');
  expect(copy.build().status).toBe(0);
  published = copy.files('dist');
});
afterAll(() => rmSync(join(copy.folder, '..'), { recursive: true, force: true }));

/** Builds behind a line of shell, in a name space of its own. */
function buildBehind(line: string, ...flags: string[]) {
  const script = `${line} cd "$PWD" && '${process.execPath}' scripts/build.ts`;
  const run = spawnSync('unshare', ['-rm', ...flags, 'bash', '-c', script], {
    cwd: copy.folder,
    encoding: 'utf8',
  });
  return { status: run.status, output: run.stdout + run.stderr };
}
const canUnshare = spawnSync('unshare', ['-rmn', 'true']).status === 0;

describe.runIf(canUnshare)('a build', () => {
  it.each(['200k', '3m', '12m'])(
    'on a disk with room for %s says so, and the old site stays',
    (size) => {
      const { status, output } = buildBehind(`mount -t tmpfs -o size=${size} tmpfs .build &&`);
      expect(output).toContain('The disk is full: the site could not be written. Make room');
      expect(output).not.toMatch(/^\s+(?:at |\d+: )/m);
      expect(status).toBe(1);
      expect(copy.files('dist')).toEqual(published);
      expect(readdirSync(join(copy.folder, '.build'))).toEqual([]);
    },
  );

  it('in a folder that cannot be written says so', () => {
    const readOnly = 'mount --bind . . && mount -o remount,ro,bind . &&';
    const { status, output } = buildBehind(readOnly);
    expect(output).toMatch(
      /^This folder is on a read-only file system; .*\n {2}Refused: \/.*lock\n$/,
    );
    expect(status).toBe(1);
  });

  it('without a network gives the same bytes', () => {
    expect(buildBehind('', '-n')).toMatchObject({ status: 0 });
    expect(copy.files('dist')).toEqual(published);
  });
});

it('Posts with the line endings of Windows give the same pages, but for line endings.', () => {
  const posts = [...copy.files('src/content').keys()].filter((file) => file.endsWith('.mdx'));
  const texts = posts.map((file) => copy.read(file));
  for (const [index, file] of posts.entries()) {
    copy.write(file, (texts[index] ?? '').replaceAll('\n', '\r\n'));
  }
  try {
    const { status, output } = copy.build(['--strict']);
    expect(output).toContain('The site is in ');
    expect(status).toBe(0);
  } finally {
    for (const [index, file] of posts.entries()) copy.write(file, texts[index] ?? '');
  }
  const pages = [...copy.files('dist')].filter(([path]) => path.endsWith('.html'));
  const text = (base64: string | undefined) => Buffer.from(base64 ?? '', 'base64').toString();
  const differing = pages.filter(
    ([path, bytes]) => text(bytes).replaceAll('\r\n', '\n') !== text(published.get(path)),
  );
  expect(differing.map(([path]) => path)).toEqual([]);
  expect(existsSync(join(copy.folder, '.build/lock'))).toBe(false);
});
