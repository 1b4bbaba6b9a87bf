import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildReply, ChildRequest } from './child-messages.ts';

const childFile = fileURLToPath(new URL('./child.ts', import.meta.url));

/** A measured process that crashed, hung or answered with an error. */
export class ChildError extends Error {
  override name = 'ChildError';
}

export interface ChildSurroundings {
  /** Variables that the backend wants; beside them the child gets a fixed, minimal environment. */
  environment: Record<string, string>;
  /** Bytes of padding in the environment: varies the memory layout (Mytkowicz et al. 2009). */
  paddingBytes: number;
  /** Longest silence before the process is taken for hung, in ms. */
  patienceMs: number;
  signal?: AbortSignal | undefined;
}

type FinalReply = Exclude<ChildReply, { kind: 'alive' | 'failed' }>;

/** Runs one request in a fresh process and waits for its end. Rejects with a ChildError. */
export function runChild(
  request: ChildRequest,
  surroundings: ChildSurroundings,
): Promise<FinalReply> {
  const { environment, paddingBytes, patienceMs, signal } = surroundings;
  return new Promise((resolve, reject) => {
    const child = fork(childFile, [], {
      execArgv: ['--expose-gc', '--no-deprecation', '--disable-warning=ExperimentalWarning'],
      env: {
        PATH: process.env['PATH'] ?? '',
        SystemRoot: process.env['SystemRoot'] ?? '',
        LANG: 'C',
        TZ: 'UTC',
        LAYOUT_PADDING: 'x'.repeat(paddingBytes),
        ...environment,
      },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let errors = '';
    let result: FinalReply | undefined;
    let failure: string | undefined;
    let watchdog: NodeJS.Timeout;
    const fail = (message: string) => {
      failure ??= message;
      child.kill('SIGKILL');
    };
    const restartWatchdog = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => fail(`said nothing for ${patienceMs / 1000} s`), patienceMs);
    };
    const abort = () => fail('was interrupted');
    signal?.addEventListener('abort', abort, { once: true });

    child.stderr?.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2000);
    });
    child.on('message', (reply: ChildReply) => {
      restartWatchdog();
      if (reply.kind === 'failed') failure ??= reply.message;
      else if (reply.kind !== 'alive') result = reply;
    });
    child.on('error', (error) => fail(error.message));
    child.on('close', (code, killedBy) => {
      clearTimeout(watchdog);
      signal?.removeEventListener('abort', abort);
      if (failure === undefined && result !== undefined) return resolve(result);
      const lastLine = errors.trim().split('\n').at(-1) ?? '';
      const ending = killedBy === null ? `ended with code ${code}` : `was killed by ${killedBy}`;
      const reason = failure ?? `${ending}${lastLine === '' ? '' : `: ${lastLine}`}`;
      reject(
        new ChildError(`The process for ${request.caseId} of ${request.experiment} ${reason}.`),
      );
    });
    restartWatchdog();
    child.send(request, (error) => {
      if (error) fail(error.message);
    });
  });
}
