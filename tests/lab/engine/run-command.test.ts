import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runCommand } from '#lab/engine/run-command.ts';

const cwd = process.cwd();

/** Whether any process of this machine has `mark` in its command line. */
function runsSomewhere(mark: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark);
      } catch {
        return false;
      }
    });
}

describe('runCommand', () => {
  it('gives the exit code, the output and each line', async () => {
    const lines: string[] = [];
    const script = 'console.log("one\\ntwo"); console.error("three"); process.exitCode = 3';
    const outcome = await runCommand(process.execPath, ['--eval', script], {
      cwd,
      onLine: (line) => lines.push(line),
    });
    expect(outcome.code).toBe(3);
    expect(lines.sort()).toEqual(['one', 'three', 'two']);
  });

  it('ends with code 127 where the command is not there', async () => {
    const outcome = await runCommand('no-such-command-anywhere', [], { cwd });
    expect(outcome).toMatchObject({ code: 127, output: expect.stringContaining('ENOENT') });
  });

  it.runIf(process.platform === 'linux')(
    'ends the command and its descendants when aborted',
    async () => {
      const mark = `98765.${process.pid}`;
      const abort = new AbortController();
      const script = `sleep ${mark} & wait`;
      const running = runCommand('sh', ['-c', script], { cwd, signal: abort.signal });
      while (!runsSomewhere(mark)) await sleep(10);
      abort.abort();
      await expect(running).rejects.toMatchObject({ name: 'AbortError' });
      await expect.poll(() => runsSomewhere(mark), { timeout: 5000 }).toBe(false);
    },
  );
});
