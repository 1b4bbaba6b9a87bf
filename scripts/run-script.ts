import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs another script of this folder in a process of its own, in view; tells whether it succeeded. */
export function runScript(name: string, args: readonly string[] = []): boolean {
  const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const { status, signal } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' });
  if (signal !== null) process.kill(process.pid, signal);
  return status === 0;
}
