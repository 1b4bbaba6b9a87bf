import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFolder } from '#authoring/check-folder.ts';
import { readKnownNames } from '#authoring/known-names.ts';
import { formatProblems } from '#authoring/problem.ts';
import { readPosts } from '#authoring/read-posts.ts';
import { sampleFamily } from '../support/sample-family.ts';

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const post = (body: string) =>
  `---\ntitle: T\ndescription: D\nwritten: 2026-11-23\n---\n\n${body}\n`;
const problemsFound = () => {
  const known = readKnownNames(root, [sampleFamily], []);
  return formatProblems(readPosts(root).folders.flatMap((folder) => checkFolder(folder, known)));
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'posts-'));
  write('src/lab/models/lstm.ts', '// #region lstm\nexport const lstm = 1;\n// #endregion\n');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the posts of a checkout', () => {
  it('are all checked, and every problem is reported at once, by file', () => {
    for (const locale of ['en', 'zh']) {
      write(`src/content/posts/one/${locale}.mdx`, post('<Figure id="sample/tim" />'));
      write(
        `src/content/posts/two/${locale}.mdx`,
        post(
          '<Quantity id="sample/gains" /> $\\nope$\n\n<Source file="src/lab/models/lstm.ts" region="lstm" />',
        ),
      );
    }
    expect(readPosts(root).problems).toEqual([]);
    const found = problemsFound();
    expect(found.split(/\n+/)).toEqual([
      'src/content/posts/one/en.mdx:7:1 There is no figure "sample/tim". The nearest is "sample/time".',
      'src/content/posts/one/zh.mdx:7:1 There is no figure "sample/tim". The nearest is "sample/time".',
      'src/content/posts/two/en.mdx:7:1 There is no quantity "sample/gains". The nearest is "sample/gain".',
      expect.stringMatching(
        /^src\/content\/posts\/two\/en\.mdx:7:33 KaTeX cannot set this formula: /,
      ),
      'src/content/posts/two/zh.mdx:7:1 There is no quantity "sample/gains". The nearest is "sample/gain".',
      expect.stringMatching(
        /^src\/content\/posts\/two\/zh\.mdx:7:33 KaTeX cannot set this formula: /,
      ),
    ]);
  });

  it('are checked with the pages, which follow the same rules', () => {
    for (const locale of ['en', 'zh']) {
      const text = '---\ntitle: T\ndescription: D\n---\n\nIt takes 5 ms. <Diagram id="who" />\n';
      write(`src/content/pages/about/${locale}.mdx`, text);
    }
    write('src/components/post/diagrams/who-waits.ts', 'export default {};\n');
    const found = problemsFound();
    expect(found.split('\n').slice(0, 3)).toEqual([
      expect.stringContaining('src/content/pages/about/en.mdx:6:10 "5 ms" is a typed number.'),
      'src/content/pages/about/en.mdx:6:16 <Diagram> stands in running text. Put it on lines of its own, with blank lines around.',
      'src/content/pages/about/en.mdx:6:16 There is no diagram "who". The nearest is "who-waits".',
    ]);
  });

  it('have files for the languages and no other', () => {
    write('src/content/posts/one/en.mdx', post('Text.'));
    write('src/content/posts/one/fr.mdx', post('Texte.'));
    write('src/content/posts/one/a-cat.png', '');
    expect(formatProblems(readPosts(root).problems).split('\n')).toEqual([
      'src/content/posts/one/fr.mdx:1:1 This folder holds en.mdx and zh.mdx, and pictures ' +
        '(png, jpg, webp, avif, svg) that they show.',
    ]);
  });

  it('may wait for a translation; a page such as the glossary may not', () => {
    write('src/content/posts/one/en.mdx', post('Text.'));
    write('src/content/pages/two/en.mdx', post('Text.'));
    expect(formatProblems(readPosts(root).problems)).toContain(
      'src/content/pages/two/zh.mdx:1:1 "two" has no zh.mdx. Its folder holds en.mdx and zh.mdx.',
    );
    expect(formatProblems(readPosts(root).problems)).not.toContain('"one"');
  });
});
