import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a command cost. */
export interface Cost {
  seconds: number;
  /** The most that it and all its children held at one moment (resident, sampled ten times a second). */
  peakBytes: number;
}

/** Runs a command to its end and watches what it takes; throws with its output where it fails. */
export async function watchedRun(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<Cost> {
  const start = performance.now();
  const running = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [running.stdout, running.stderr]) {
    stream.on('data', (text: Buffer) => {
      output += text.toString();
    });
  }
  let status: number | null | undefined;
  running.once('close', (code) => {
    status = code;
  });
  let peakBytes = 0;
  while (status === undefined) {
    peakBytes = Math.max(peakBytes, residentBytes(running.pid ?? 0));
    await sleep(100);
  }
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${output.slice(-4000)}`);
  return { seconds: (performance.now() - start) / 1000, peakBytes };
}

/** Memory of a process and of all below it; of one that has just ended, none. */
function residentBytes(root: number): number {
  const children = new Map<number, number[]>();
  const resident = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const status = readFileSync(`/proc/${entry}/status`, 'utf8');
      const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
      resident.set(Number(entry), Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch {
      // It ended while the others were read.
    }
  }
  const sum = (pid: number): number =>
    (resident.get(pid) ?? 0) +
    (children.get(pid) ?? []).reduce((total, child) => total + sum(child), 0);
  return sum(root);
}
