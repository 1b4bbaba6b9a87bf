import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeBuildLock } from '#authoring/build-lock.ts';

let file: string;

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'lock-')), 'work/lock');
});
afterEach(() => rmSync(join(file, '../..'), { recursive: true }));

describe('the lock of a build', () => {
  it('refuses a second build and names the process that holds it', () => {
    const release = takeBuildLock(file);
    expect(() => takeBuildLock(file)).toThrow(
      `Another build of this folder is running (process ${process.pid}).`,
    );
    release();
    expect(existsSync(file)).toBe(false);
  });

  it('is taken over from a process that is gone', () => {
    takeBuildLock(file)();
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(file, String(pid));
    takeBuildLock(file);
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
  });
});
