import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { saidOfPost } from '../support/broken-post.ts';

// Each folder holds a post with a mistake, and beside it all that is said of it.
const corpus = fileURLToPath(new URL('../fixtures/broken/posts', import.meta.url));
const names = readdirSync(corpus).sort();
const expected = (name: string) => readFileSync(`${corpus}/${name}/expected.txt`, 'utf8').trimEnd();

describe('a post that is broken by', () => {
  it.each(names)('%s is refused with the message beside it', (name) => {
    expect(saidOfPost(`${corpus}/${name}`)).toBe(expected(name));
  });

  it.each(names)('%s is told the place of each mistake, and nothing of ours', (name) => {
    const first = expected(name)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('  '));
    for (const line of first) {
      expect(line).toMatch(/^src\/content\/posts\/broken\/[a-z-]+\.[a-z]+:\d+:\d+ \S.*[.)}]$/);
    }
    expect(expected(name)).not.toMatch(/\bat .*\.ts:|node_modules|undefined|\[object/);
  });
});

it('there are more than sixty, and ten of them are broken in two places', () => {
  expect(names.length).toBeGreaterThan(60);
  const places = (name: string) =>
    expected(name).match(/^src\/content\/.*:\d+:\d+ /gm)?.length ?? 0;
  expect(names.every((name) => existsSync(`${corpus}/${name}/expected.txt`))).toBe(true);
  expect(names.filter((name) => places(name) === 2).length).toBeGreaterThanOrEqual(10);
});
