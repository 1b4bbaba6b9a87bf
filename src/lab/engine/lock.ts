import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process, told from a later one of the same number by when it started (empty if unknown). */
export interface Holder {
  pid: number;
  started: string;
}

/** What the lock needs to know of the machine. */
export interface LockEffects {
  self: Holder;
  isAlive: (holder: Holder) => boolean;
  pauseMs: number;
}

/** The start of a process in clock ticks since boot, where Linux tells it. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return holder.started === '' || startOf(holder.pid) === holder.started;
}

/** The machine as it is. */
export function machineEffects(): LockEffects {
  return { self: { pid: process.pid, started: startOf(process.pid) }, isAlive, pauseMs: 300 };
}

/** Who holds a lock; a lock that a power cut left unreadable is held by nobody alive. */
async function holderOf(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return { pid: Number.NaN, started: '' };
    throw error;
  }
}

const draftPrefix = 'tmp-lock-';

/** Removes the drafts of processes that were killed while they claimed; a live one drafts anew. */
async function sweepDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(draftPrefix));
  for (const draft of drafts) await rm(join(folder, draft), { force: true });
}

/** Makes the lock appear with its content in one step; false where another one is there. */
async function claim(file: string, self: Holder): Promise<boolean> {
  const draft = join(dirname(file), `${draftPrefix}${randomUUID()}`);
  await writeFile(draft, JSON.stringify(self));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    // ENOENT: the holder swept the draft away with the leftovers.
    if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes the lock of a dead process; a second file keeps two finders from removing a new one. */
async function removeDead(file: string, effects: LockEffects): Promise<void> {
  const guard = `${file}.removal`;
  if (!(await claim(guard, effects.self))) {
    const age = await stat(guard).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (age > 10_000) await rm(guard, { force: true });
    return;
  }
  try {
    const holder = await holderOf(file);
    if (holder !== undefined && !effects.isAlive(holder)) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/**
 * Does `work` while no other process holds the lock; waits for a live holder, telling `onWait` once,
 * and takes over the lock of a dead one.
 */
export async function withLock<Result>(
  file: string,
  onWait: (holder: Holder) => void,
  work: () => Promise<Result>,
  signal?: AbortSignal,
  effects: LockEffects = machineEffects(),
): Promise<Result> {
  await mkdir(dirname(file), { recursive: true });
  let told = false;
  while (!(await claim(file, effects.self))) {
    const holder = await holderOf(file);
    if (holder === undefined) continue;
    if (!effects.isAlive(holder)) {
      await removeDead(file, effects);
    } else {
      if (!told) onWait(holder);
      told = true;
      await sleep(effects.pauseMs, undefined, { signal });
    }
  }
  try {
    await sweepDrafts(dirname(file));
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
