import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFolder } from '#authoring/check-folder.ts';
import { formatProblems } from '#authoring/problem.ts';
import { readPosts } from '#authoring/read-posts.ts';
import { newPost } from '#authoring/scaffold/new-post.ts';

const today = new Date('2026-03-04T05:06:07Z');
const nothing = {
  quantities: [],
  figures: [],
  diagrams: [],
  references: [],
  terms: [],
  routes: [],
  regions: {},
};

function emptyRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'measured-new-'));
  mkdirSync(join(root, 'src/content'), { recursive: true });
  return root;
}

describe('a new post', () => {
  it.each([
    [undefined, ['en', 'zh']],
    [['zh' as const], ['zh']],
  ])('passes every check at once (languages %j)', (languages, expected) => {
    const root = emptyRoot();
    const made = newPost(root, 'sorting-by-halves', today, languages);
    expect(made).toEqual(expected.map((each) => `src/content/posts/sorting-by-halves/${each}.mdx`));
    const { folders, problems } = readPosts(root);
    const found = folders.flatMap((folder) => checkFolder(folder, nothing));
    expect(formatProblems([...problems, ...found])).toBe('');
    const [post] = folders.flatMap(({ posts }) => posts);
    expect(post?.text).toContain('written: 2026-03-04\ndraft: true');
  });

  it.each([
    ['Sorting by halves', 'npm run new -- post sorting-by-halves'],
    ['../elsewhere', 'npm run new -- post elsewhere'],
    ['排序', 'npm run new -- post a-name'],
    ['a--b', 'npm run new -- post a-b'],
  ])('is refused under the name "%s", and nothing is made', (slug, repair) => {
    const root = emptyRoot();
    expect(() => newPost(root, slug, today)).toThrow(repair);
    expect(readdirSync(join(root, 'src/content'))).toEqual([]);
  });

  it('does not touch one that is there', () => {
    const root = emptyRoot();
    newPost(root, 'sorting', today, ['en']);
    expect(() => newPost(root, 'sorting', today)).toThrow(
      'src/content/posts/sorting is there already. Edit it, or choose another name.',
    );
    expect(existsSync(join(root, 'src/content/posts/sorting/zh.mdx'))).toBe(false);
  });
});
