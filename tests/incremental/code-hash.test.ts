import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeHash } from '#incremental/code-hash.ts';
import { makeCodeRoot } from '../support/code-root.ts';

let root = '';
beforeEach(() => {
  root = makeCodeRoot();
});

describe('the code that posts are checked and compiled with', () => {
  it.each([
    ['package-lock.json', '{}'],
    ['astro.config.mjs', 'export default {};'],
    ['src/markdown/plugin.ts', 'export const other = 1;'],
    ['src/figures/heads.ts', 'export default {};'],
    ['src/content/moved.json', '{ "/a/": "/b/" }'],
  ])('is other code once %s is another', (path, changed) => {
    const before = codeHash(root);
    writeFileSync(join(root, path), changed);
    expect(codeHash(root)).not.toBe(before);
  });

  it('is the same with other posts and records', () => {
    const before = codeHash(root);
    mkdirSync(join(root, 'src/results/heads'));
    mkdirSync(join(root, 'src/content/posts/heads'), { recursive: true });
    writeFileSync(join(root, 'src/results/heads/local.json'), '{}');
    writeFileSync(join(root, 'src/content/posts/heads/en.mdx'), 'Text.');
    expect(codeHash(root)).toBe(before);
  });
});
