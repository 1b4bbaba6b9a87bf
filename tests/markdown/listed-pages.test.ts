import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isListed } from '../../src/markdown/listed-pages.ts';

const before = process.cwd();
beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'measured-listed-'));
  const folder = join(root, 'src/content/posts/sorting');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'en.mdx'), '---\ntitle: Sorting\n---\n');
  writeFileSync(join(folder, 'zh.mdx'), '---\ntitle: 排序\ndraft: true\n---\n');
  process.chdir(root);
});
afterAll(() => process.chdir(before));

it.each([
  ['', true],
  ['en/glossary/', true],
  ['en/search/', false],
  ['en/posts/sorting/', true],
  ['zh/posts/sorting/', false],
  ['en/posts/searching/', false],
])('the page at blog/%s: listed %s', (path, listed) => {
  expect(isListed(`https://example.org/blog/${path}`)).toBe(listed);
});
