import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inWorkFolder, sweepLeftovers } from '#lab/engine/leftovers.ts';

let home = '';

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'engine-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('sweepLeftovers', () => {
  it('removes unfinished work and keeps builds and the lock', async () => {
    await mkdir(join(home, 'tmp-Ab12/build/deps'), { recursive: true });
    await writeFile(join(home, 'tmp-Ab12/build/deps/part'), 'half a library');
    await writeFile(join(home, 'tmp-lock-1'), '');
    await mkdir(join(home, 'tfjs-node-4.22.0-tensorflow-2.18.1-linux-x64'));
    await writeFile(join(home, 'lock'), '{}');
    expect(await sweepLeftovers(home)).toEqual(['tmp-Ab12', 'tmp-lock-1']);
    expect((await readdir(home)).sort()).toEqual([
      'lock',
      'tfjs-node-4.22.0-tensorflow-2.18.1-linux-x64',
    ]);
  });
});

describe('inWorkFolder', () => {
  it('leaves nothing when the work fails halfway', async () => {
    const work = inWorkFolder(home, async (folder) => {
      await writeFile(join(folder, 'part'), 'half a library');
      throw new Error('No space left on device');
    });
    await expect(work).rejects.toThrow('No space left');
    expect(await readdir(home)).toEqual([]);
  });

  it('keeps what the work moved out of the folder', async () => {
    await inWorkFolder(home, async (folder) => {
      await mkdir(join(folder, 'whole'));
      await rename(join(folder, 'whole'), join(home, 'build'));
    });
    expect(await readdir(home)).toEqual(['build']);
  });
});
