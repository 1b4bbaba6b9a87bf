import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildReply, ChildRequest, FinalReply } from './child-messages.ts';
import { ChildError, verdictOfEnd } from './failure.ts';

const measuringChild = fileURLToPath(new URL('./child.ts', import.meta.url));

export interface ChildSurroundings {
  /** Variables that the backend wants; beside them the child gets a fixed, minimal environment. */
  environment: Record<string, string>;
  /** Bytes of padding in the environment: varies the memory layout (Mytkowicz et al. 2009). */
  paddingBytes: number;
  /** Longest silence before the process is taken for hung, in ms. */
  patienceMs: number;
  signal?: AbortSignal | undefined;
}

/** Runs one request in a process of its own and waits for its end. Rejects with a ChildError. */
export type RunChild = (
  request: ChildRequest,
  surroundings: ChildSurroundings,
) => Promise<FinalReply>;

/** The processes that measure. */
export const runChild: RunChild = processRunner(measuringChild);

/** Runs requests in fresh processes of a program that answers as child.ts does. */
export function processRunner(program: string): RunChild {
  return (request, surroundings) => {
    const { environment, paddingBytes, patienceMs, signal } = surroundings;
    return new Promise((resolve, reject) => {
      const child = start(program, environment, paddingBytes);
      let errors = '';
      let result: FinalReply | undefined;
      let failure: Pick<ChildError, 'verdict' | 'message'> | undefined;
      let watchdog: NodeJS.Timeout;
      const fail = (verdict: ChildError['verdict'], message: string) => {
        failure ??= { verdict, message };
        child.kill('SIGKILL');
      };
      const restartWatchdog = () => {
        clearTimeout(watchdog);
        const silence = `said nothing for ${patienceMs / 1000} s`;
        watchdog = setTimeout(() => fail('hung', silence), patienceMs);
      };
      const abort = () => fail('interrupted', 'was interrupted');
      signal?.addEventListener('abort', abort, { once: true });

      child.stderr?.on('data', (chunk: Buffer) => {
        errors = (errors + chunk.toString()).slice(-4000);
      });
      child.on('message', (message: unknown) => {
        restartWatchdog();
        if (!isReply(message)) return fail('garbled', `answered ${shown(message)}`);
        if (message.kind === 'failed') failure ??= message;
        else if (message.kind !== 'alive') result = message;
      });
      child.on('error', (error) => fail('crashed', error.message));
      child.on('close', (code, killedBy) => {
        clearTimeout(watchdog);
        signal?.removeEventListener('abort', abort);
        if (failure === undefined && result !== undefined) return resolve(result);
        const { verdict, message } = failure ?? {
          verdict: verdictOfEnd(code, killedBy, errors),
          message: ending(code, killedBy, errors),
        };
        const whose = `The process for ${request.caseId} of ${request.experiment}`;
        reject(new ChildError(verdict, `${whose} ${message}.`));
      });
      restartWatchdog();
      child.send(request, (error) => {
        if (error) fail('crashed', error.message);
      });
    });
  };
}

function start(program: string, environment: Record<string, string>, padding: number) {
  const child: ChildProcess = fork(program, [], {
    execArgv: ['--expose-gc', '--no-deprecation', '--disable-warning=ExperimentalWarning'],
    env: {
      PATH: process.env['PATH'] ?? '',
      SystemRoot: process.env['SystemRoot'] ?? '',
      LANG: 'C',
      TZ: 'UTC',
      LAYOUT_PADDING: 'x'.repeat(padding),
      ...environment,
    },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return child;
}

function ending(code: number | null, killedBy: NodeJS.Signals | null, errors: string): string {
  const lastLine = errors.trim().split('\n').at(-1)?.slice(0, 120) ?? '';
  const end = killedBy === null ? `ended with code ${code}` : `was killed by ${killedBy}`;
  return `${end} without a result${lastLine === '' ? '' : `: ${lastLine}`}`;
}

const kinds = ['alive', 'proved', 'measured', 'empty', 'failed'];

function isReply(message: unknown): message is ChildReply {
  const { kind } = (message ?? {}) as { kind?: unknown };
  return typeof kind === 'string' && kinds.includes(kind);
}

const shown = (message: unknown) => String(JSON.stringify(message)).slice(0, 60);
