import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseRecord } from '#results/parse-record.ts';
import { Draws } from '../../statistics/simulate-blocks.ts';

// Real processes that measure nothing: what is tested is what they leave behind.

const parent = fileURLToPath(new URL('./measuring-parent.ts', import.meta.url));
const child = fileURLToPath(new URL('./answering-child.ts', import.meta.url));

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'interrupted-'));
});
const recordFile = () => join(root, 'src/results/sample/local.json');
const piecesFolder = () => join(root, '.measure/sample/2c-sample-plain-quick');
const isPiece = (file: string) => /^(proof|block)-.*\.json$/.test(file);
const pieces = () =>
  existsSync(piecesFolder()) ? readdirSync(piecesFolder()).filter(isPiece) : [];
const readRecord = () => parseRecord(readFileSync(recordFile(), 'utf8'), 'sample/local.json');

/** Processes of the sample's children that still run. */
function orphans(): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').includes(child);
      } catch {
        return false;
      }
    });
}

describe('killed with SIGKILL at 200 random moments', () => {
  it('a measurement leaves whole files, no process and no stuck lock, and loses no block', async () => {
    const draws = new Draws(20_170_612);
    // Moments from all over a measurement, however long this machine takes for one. What was measured
    // is kept, so that some of them come after its end.
    const begun = performance.now();
    expect(spawnSync(process.execPath, [parent, mkdtempSync(join(root, 'whole-'))]).status).toBe(0);
    const whole = performance.now() - begun;
    let finished = 0;
    for (let kill = 0; kill < 200; kill++) {
      const before = pieces();
      const running = spawn(process.execPath, [parent, root], { stdio: 'ignore' });
      const ended = new Promise<number | null>((resolve) => running.once('exit', resolve));
      await Promise.race([ended, sleep((0.1 + 0.6 * draws.uniform()) * whole)]);
      running.kill('SIGKILL');
      await ended;
      for (let wait = 0; orphans().length > 0 && wait < 100; wait++) await sleep(20);
      expect(orphans()).toEqual([]);

      if (existsSync(recordFile())) {
        expect(readRecord().blocks).toHaveLength(3);
        finished++;
        rmSync(recordFile());
        rmSync(join(root, '.measure/sample'), { recursive: true, force: true });
      } else {
        expect(pieces()).toEqual(expect.arrayContaining(before));
      }
      for (const piece of pieces()) {
        const text = readFileSync(join(piecesFolder(), piece), 'utf8');
        expect(JSON.parse(text)).toHaveProperty('kind');
      }
    }
    expect(finished).toBeGreaterThan(3);
    expect(spawnSync(process.execPath, [parent, root]).status).toBe(0);
    expect(readRecord().blocks).toHaveLength(3);
    const left = readdirSync(join(root, '.measure'), { recursive: true });
    expect(left.filter((file) => !/^(sample|lock)$/.test(String(file)))).toEqual([]);
  });
});

describe('on a full disk', () => {
  // A file system of 64 kB, mounted for one process alone: nothing else sees it.
  const inSmallDisk = (script: string) =>
    spawnSync('unshare', ['-rm', 'bash', '-c', script], { encoding: 'utf8' });
  const mount = `mount -t tmpfs -o size=64k tmpfs '${tmpdir()}/small-disk'`;
  const canMount = () => {
    spawnSync('mkdir', ['-p', join(tmpdir(), 'small-disk')]);
    return inSmallDisk(mount).status === 0;
  };

  it.runIf(canMount())('a measurement ends with an error, and the old record stays', () => {
    const folder = join(tmpdir(), 'small-disk');
    expect(spawnSync(process.execPath, [parent, root]).status).toBe(0);
    const old = readFileSync(recordFile(), 'utf8');
    writeFileSync(join(root, 'old.json'), old);
    const { stdout, stderr } = inSmallDisk(
      `${mount} && cd '${folder}' && mkdir -p src/results/sample && ` +
        `cp '${root}/old.json' src/results/sample/local.json && ` +
        `(head -c 1000000 /dev/zero > filler || true) 2>/dev/null; ` +
        `'${process.execPath}' '${parent}' '${folder}'; echo "status $?"; ` +
        `cmp src/results/sample/local.json '${root}/old.json' && echo same; rm filler; ` +
        `'${process.execPath}' '${parent}' '${folder}'; echo "again $?"`,
    );
    expect(stderr).toContain('ENOSPC');
    expect(stdout.trim().split('\n')).toEqual(['status 1', 'same', 'again 0']);
  });
});
