import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CommitError, findCommit, recordTextsAt } from '#authoring/report/committed-records.ts';

const root = mkdtempSync(join(tmpdir(), 'committed-'));
afterAll(() => rmSync(root, { recursive: true }));

const git = (...args: string[]) =>
  spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
    cwd: root,
    env: { ...process.env, GIT_COMMITTER_DATE: '2026-01-02T12:00:00Z' },
  });
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

write('src/results/record.ts', 'code');
write('src/results/a/here.json', 'first');
write('src/results/a/history.json', 'days');
git('init', '--quiet');
git('add', '.');
git('commit', '--quiet', '--message', 'one');
write('src/results/a/here.json', 'second');
git('commit', '--quiet', '--all', '--message', 'two');
write('src/results/a/here.json', 'third');

describe('the records of a commit', () => {
  it('are read as they stood there, whatever the folder holds now', () => {
    expect(recordTextsAt(root, findCommit(root, 'HEAD~1'))).toEqual({
      'src/results/a/here.json': 'first',
      'src/results/a/history.json': 'days',
    });
    expect(recordTextsAt(root, findCommit(root, 'HEAD'))).toMatchObject({
      'src/results/a/here.json': 'second',
    });
  });

  it('are dated', () => {
    expect(findCommit(root, 'HEAD')).toEqual({
      hash: expect.stringMatching(/^[0-9a-f]{7}$/),
      date: '2026-01-02',
    });
  });

  it.each(['nowhere', '--all', ''])('of "%s" are refused', (revision) => {
    expect(() => findCommit(root, revision)).toThrow(CommitError);
    expect(() => findCommit(root, revision)).toThrow(`There is no commit "${revision}"`);
  });
});
