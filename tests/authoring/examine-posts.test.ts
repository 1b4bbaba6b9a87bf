import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkTogether, examineFolder, examinePosts } from '#authoring/examine-posts.ts';
import { formatProblems } from '#authoring/problem.ts';
import type { SourceFolder } from '#authoring/read-posts.ts';
import type { KnownNames } from '#authoring/vocabulary-problems.ts';

const known: KnownNames = {
  quantities: ['heads/gain'],
  figures: [],
  diagrams: [],
  references: [],
  terms: [],
  routes: [],
  regions: {},
};
const head = '---\ntitle: T\ndescription: D\nwritten: 2026-11-23\n---\n\n';
const folder = (slug: string, text: string): SourceFolder => ({
  slug,
  sources: [{ file: `src/content/posts/${slug}/en.mdx`, text: head + text }],
  images: [],
});
const sources = [
  folder('one', '## Part {/* #part */}\n\nText with <Quantity id="heads/gain" />.\n'),
  folder('two', '[There](/posts/one/#part) and <Quantity id="heads/gone" />.\n'),
  folder('three', 'Text.\n'),
];

let root = '';
const kept = () => readdirSync(join(root, '.cache/checks'));
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'examined-'));
});

describe('examined posts', () => {
  it('are the same examined and kept, and those with a problem are not kept', async () => {
    const first = await examinePosts(root, sources, known);
    expect(formatProblems(first.problems)).toBe(
      'src/content/posts/two/en.mdx:7:31 There is no quantity "heads/gone". The nearest is "heads/gain".',
    );
    expect(kept()).toHaveLength(2);
    expect(await examinePosts(root, sources, known)).toEqual(first);
  });

  it('are examined again once what they may name is another', async () => {
    await examinePosts(root, sources.slice(0, 1), known);
    const [name] = kept();
    const { problems } = await examinePosts(root, sources.slice(0, 1), {
      ...known,
      quantities: [],
    });
    expect(problems).toHaveLength(1);
    expect(kept()).not.toContain(name);
  });

  it('lead nowhere once the section is gone that another links to', async () => {
    await examinePosts(root, sources, known);
    const changed = [folder('one', 'Text.\n'), ...sources.slice(1)];
    const { problems } = await examinePosts(root, changed, known);
    expect(formatProblems(problems)).toContain('There is no section "part" in /posts/one/.');
  });

  it('are what is kept of them', async () => {
    const [one] = sources;
    if (one === undefined) return;
    await examinePosts(root, [one], known);
    const other = examineFolder(folder('one', 'Other.\n'), known).folder;
    writeFileSync(join(root, '.cache/checks', kept()[0] ?? ''), JSON.stringify(other));
    expect((await examinePosts(root, [one], known)).folders).toEqual([other]);
  });

  it('are the same from threads as without', async () => {
    const many = Array.from({ length: 110 }, (_, index) =>
      folder(`post-${index}`, index % 10 === 0 ? '## Part\n\nIt takes 5 ms.\n' : 'Text.\n'),
    );
    const alone = checkTogether(
      many.map((source) => examineFolder(source, known)),
      known,
    );
    expect(alone.problems.length).toBeGreaterThan(10);
    expect(await examinePosts(root, many, known)).toEqual(alone);
  });
});
