import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const recipes = [
  ...readdirSync(`${root}/deploy`).map((name) => `deploy/${name}`),
  ...readdirSync(`${root}/.github/workflows`).map((name) => `.github/workflows/${name}`),
];

it.each(recipes)('%s runs only commands that there are', (recipe) => {
  const named = [...read(recipe).matchAll(/npm run (?:--silent )?([a-z:]+)/g)];
  expect(named.flatMap(([, name = '']) => (name in scripts ? [] : name))).toEqual([]);
});

it('every recipe is in the table of the README', () => {
  const readme = read('README.md');
  const listed = readdirSync(`${root}/deploy`).filter((name) => !name.endsWith('.dockerignore'));
  expect(listed.filter((name) => !readme.includes(`](deploy/${name})`))).toEqual([]);
});
