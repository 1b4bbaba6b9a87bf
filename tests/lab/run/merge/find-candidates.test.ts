import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FolderError, findCandidates } from '#lab/run/merge/find-candidates.ts';
import { folderOf } from './made-contribution.ts';

const pathsIn = (files: Record<string, string>) =>
  findCandidates(folderOf(files), ['heads']).map(({ path }) => path);

describe('the files that may be records', () => {
  it.each([
    ['of a clone', 'src/results/heads/4c-a.json'],
    ['of its results', 'heads/4c-a.json'],
    ['of what a machine has sent', 'records-1/src/results/heads/4c-a.json'],
  ])('are found in a folder %s', (_what, path) => {
    expect(pathsIn({ [path]: '{}' })).toEqual([path]);
  });

  it.each([
    ['a history', 'heads/history.json'],
    ["a reader's own record", 'heads/local.json'],
    ['a file of no experiment', 'others/4c-a.json'],
    ['a file of another kind', 'heads/4c-a.txt'],
    ['a package', 'node_modules/heads/4c-a.json'],
    ['what lies too deep', 'a/b/c/d/e/f/g/h/i/heads/4c-a.json'],
  ])('are not %s', (_what, path) => {
    expect(pathsIn({ [path]: '{}' })).toEqual([]);
  });

  it('are no links, neither to files nor to folders', () => {
    const folder = folderOf({ 'elsewhere/4c-a.json': '{}' });
    mkdirSync(join(folder, 'in/heads'), { recursive: true });
    symlinkSync(join(folder, 'elsewhere/4c-a.json'), join(folder, 'in/heads/4c-a.json'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'in/deeper'));
    expect(findCandidates(join(folder, 'in'), ['heads', 'deeper'])).toEqual([]);
  });

  it('cannot be looked for where there is no folder', () => {
    const folder = folderOf({ file: '' });
    expect(() => findCandidates(join(folder, 'none'), [])).toThrow(FolderError);
    expect(() => findCandidates(join(folder, 'none'), [])).toThrow('is not there; expected');
    expect(() => findCandidates(join(folder, 'file'), [])).toThrow('is no folder; expected');
  });
});
