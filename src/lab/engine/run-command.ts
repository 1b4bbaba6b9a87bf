import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a command ended; `output` is the end of what it printed, both streams. */
export interface Outcome {
  code: number;
  output: string;
}

/** Where and how a command runs. */
export interface CommandOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Called with each complete line that the command prints. */
  onLine?: (line: string) => void;
}

const keptCharacters = 200_000;

/**
 * Runs a command that ends, with all its descendants, when this process ends or the signal aborts.
 * Rejects only when aborted; a command that cannot be started ends with code 127.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<Outcome> {
  options.signal?.throwIfAborted();
  const supervisor = spawn(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, 'supervise.ts'), command, ...args],
    // A group of its own: a signal to the terminal's group must not end the supervisor first.
    { cwd: options.cwd, env: options.env ?? process.env, detached: true, windowsHide: true },
  );
  let output = '';
  let line = '';
  const take = (chunk: string) => {
    output = (output + chunk).slice(-keptCharacters);
    const lines = (line + chunk).split('\n');
    line = lines.pop() ?? '';
    for (const complete of lines) options.onLine?.(complete);
  };
  supervisor.stdout.setEncoding('utf8').on('data', take);
  supervisor.stderr.setEncoding('utf8').on('data', take);
  const stop = () => supervisor.stdin.destroy();
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const code = await new Promise<number>((done) => {
      supervisor.on('error', (error) => {
        output += error.message;
        done(127);
      });
      supervisor.on('close', (status) => done(status ?? 1));
    });
    options.signal?.throwIfAborted();
    return { code, output };
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
}
