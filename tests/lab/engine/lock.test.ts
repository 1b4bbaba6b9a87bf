import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Holder, LockEffects } from '#lab/engine/lock.ts';
import { machineEffects, withLock } from '#lab/engine/lock.ts';

let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-lock-'));
  file = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function processOf(pid: number, alive: number[]): LockEffects {
  const isAlive = (holder: Holder) => alive.includes(holder.pid);
  return { self: { pid, started: '1' }, isAlive, pauseMs: 5 };
}

const nobody = () => {
  throw new Error('waited for nobody');
};

describe('withLock', () => {
  it('lets the second wait, tells it once whom for, and never runs both at once', async () => {
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await sleep(60);
      events.push(`${name} ends`);
    };
    const first = withLock(file, nobody, work('first'), undefined, processOf(11, [11, 12]));
    while (!existsSync(file)) await sleep(1);
    const told = ({ pid }: Holder) => events.push(`second waits for ${pid}`);
    await withLock(file, told, work('second'), undefined, processOf(12, [11, 12]));
    await first;
    expect(events.filter((event) => event.includes('waits'))).toEqual(['second waits for 11']);
    expect(events.filter((event) => !event.includes('waits'))).toEqual([
      'first begins',
      'first ends',
      'second begins',
      'second ends',
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['of a dead process', JSON.stringify({ pid: 99, started: '1' })],
    ['cut off by a power failure', ''],
  ])('takes over a lock %s, one finder at a time', async (_, content) => {
    await writeFile(file, content);
    const alive = [21, 22, 23, 24];
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await sleep(15);
      inside -= 1;
    };
    const quiet = () => undefined;
    await Promise.all(
      alive.map((pid) => withLock(file, quiet, work, undefined, processOf(pid, alive))),
    );
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('removes the drafts of processes that were killed while they claimed it', async () => {
    await writeFile(join(folder, 'tmp-lock-of-the-killed'), '');
    await withLock(file, nobody, () => Promise.resolve(), undefined, processOf(41, [41]));
    expect(await readdir(folder)).toEqual([]);
  });

  it('is released when the work fails', async () => {
    const failing = withLock(file, nobody, () => Promise.reject(new Error('no compiler')));
    await expect(failing).rejects.toThrow('no compiler');
    expect(await readdir(folder)).toEqual([]);
  });

  it('stops waiting when aborted and leaves the lock to its holder', async () => {
    await writeFile(file, JSON.stringify({ pid: 31, started: '1' }));
    const abort = new AbortController();
    const work = () => Promise.reject(new Error('worked under the lock of another'));
    const onWait = () => setTimeout(() => abort.abort(), 10);
    await expect(
      withLock(file, onWait, work, abort.signal, processOf(32, [31, 32])),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(folder)).toEqual(['lock']);
  });
});

describe('machineEffects', () => {
  it('knows this process as alive, and as dead one that had its number before', () => {
    const { self, isAlive } = machineEffects();
    expect(isAlive(self)).toBe(true);
    if (process.platform === 'linux') expect(isAlive({ ...self, started: '7' })).toBe(false);
    expect(isAlive({ pid: Number.NaN, started: '' })).toBe(false);
  });
});
