import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { swapFolders, sweepLeftovers } from '#authoring/swap-folders.ts';

let root: string;
const at = (path: string) => join(root, path);
const fill = (folder: string, text: string) => {
  mkdirSync(at(folder), { recursive: true });
  writeFileSync(at(`${folder}/index.html`), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'swap-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a finished build', () => {
  it('takes the place of the published one and leaves nothing else', () => {
    fill('dist', 'old');
    writeFileSync(at('dist/gone.html'), 'old');
    fill('.build/next', 'new');
    swapFolders(at('.build/next'), at('dist'), at('.build'));
    expect(readFileSync(at('dist/index.html'), 'utf8')).toBe('new');
    expect(existsSync(at('dist/gone.html'))).toBe(false);
    expect(existsSync(at('.build/old-dist'))).toBe(false);
  });
});

describe('a build that was killed', () => {
  it('leaves half a site, which is removed', () => {
    fill('dist', 'old');
    fill('.build/next', 'half');
    sweepLeftovers(at('.build'), at('dist'));
    expect(existsSync(at('.build/next'))).toBe(false);
    expect(readFileSync(at('dist/index.html'), 'utf8')).toBe('old');
  });

  it('between its two renames leaves the old site aside, which is put back', () => {
    fill('.build/old-dist', 'old');
    fill('.build/next', 'new');
    sweepLeftovers(at('.build'), at('dist'));
    expect(readFileSync(at('dist/index.html'), 'utf8')).toBe('old');
  });
});
