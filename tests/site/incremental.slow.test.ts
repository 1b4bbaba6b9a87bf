import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckoutCopy } from '../support/checkout-copy.ts';

// A build after a change gives what a build from nothing gives.

const older = 'src/content/posts/sorting/en.mdx';
const picture = 'src/content/posts/sorting/picture.svg';
const square = (side: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h${side}v1z"/></svg>\n`;
const published = 'dist/en/posts/sorting/index.html';
const kept = '.cache/astro/dist/en/posts/sorting/index.html';

let copy: CheckoutCopy;
beforeAll(() => {
  copy = new CheckoutCopy('changing');
  expect(copy.run('new', ['post', 'sorting']).status).toBe(0);
  copy.edit(older, 'draft: true\n', '');
  copy.edit(older, /$/, '\n\n![A square.](./picture.svg)\n');
  copy.write(picture, square(1));
  build();
});
afterAll(() => rmSync(join(copy.folder, '..'), { recursive: true, force: true }));

function build(): Map<string, string> {
  const { status, output } = copy.build();
  expect(output).toContain('The site is in ');
  expect(status).toBe(0);
  return copy.files('dist');
}

function different(a: Map<string, string>, b: Map<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
}

describe('a build after a change', () => {
  it('takes the pages that cannot have changed from the last', () => {
    const page = copy.read(kept);
    copy.write(kept, page.replace('</main>', '<p>kept</p></main>'));
    build();
    expect(copy.read(published)).toContain('<p>kept</p>');
    copy.write(kept, page);
  });

  it.each<[string, () => void]>([
    ['a title, which its neighbours show', () => copy.edit(older, /^title: .*$/m, 'title: Other')],
    [
      'a rule of style of another page, which all share a sheet with',
      () =>
        copy.edit('src/components/site/Untranslated.astro', 'margin-top: 72px', 'margin-top: 71px'),
    ],
    ['a picture, under its old name', () => copy.write(picture, square(2))],
  ])('of %s gives what a build from nothing gives', (_, change) => {
    const before = copy.files('dist');
    change();
    const warm = build();
    expect(different(before, warm)).not.toEqual([]);
    rmSync(join(copy.folder, '.cache'), { recursive: true });
    expect(different(warm, build())).toEqual([]);
  });

  it('renders all pages again after a build that was not finished', () => {
    copy.write(kept, 'an error');
    copy.write('.cache/astro/unfinished', '');
    build();
    const page = copy.read(published);
    expect(page).not.toContain('an error');
    expect(page).toContain('<main');
  });
});
