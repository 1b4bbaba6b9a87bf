import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Peer } from './cases.ts';
import type { Reply, StartRequest, TrialReply, TrialRequest } from './messages.ts';
import { readReply } from './messages.ts';

/** A peer that cannot compute a case: by name, with its own last line. */
export class PeerError extends Error {
  override name = 'PeerError';
}

export interface PeerCommand {
  peer: Peer;
  command: string;
  args: readonly string[];
  env: Record<string, string>;
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** How a peer's process is started: the same minimal environment for all (benchmarking rule 1). */
export function commandOf(
  peer: Peer,
  python: string,
  threads: number,
  paddingBytes: number,
): PeerCommand {
  const env = {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    LAYOUT_PADDING: 'x'.repeat(paddingBytes),
    TF_CPP_MIN_LOG_LEVEL: '3',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    OMP_NUM_THREADS: String(threads),
    MKL_NUM_THREADS: String(threads),
  };
  if (peer === 'measured') {
    const flags = ['--expose-gc', '--no-deprecation', '--disable-warning=ExperimentalWarning'];
    return { peer, command: process.execPath, args: [...flags, here('our-child.ts')], env };
  }
  const pythonEnv = { ...env, PYTHONDONTWRITEBYTECODE: '1', CUDA_VISIBLE_DEVICES: '' };
  return { peer, command: python, args: ['-s', here('peer.py')], env: pythonEnv };
}

/** A silence longer than this is taken for a hang. */
const patienceMs = 180_000;

/** One library's process: started, asked for one trial after another, ended. */
export class PeerProcess {
  readonly peer: Peer;
  readonly versions: Record<string, string>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #replies: AsyncIterator<Reply>;

  private constructor(
    peer: Peer,
    child: ChildProcessWithoutNullStreams,
    replies: AsyncIterator<Reply>,
    versions: Record<string, string>,
  ) {
    this.peer = peer;
    this.#child = child;
    this.#replies = replies;
    this.versions = versions;
  }

  /** Starts a process and waits until its library is loaded. Throws a PeerError where it is not. */
  static async start(
    { peer, command, args, env }: PeerCommand,
    request: StartRequest,
    signal?: AbortSignal,
  ): Promise<PeerProcess> {
    signal?.throwIfAborted();
    const child = spawn(command, args, { env, windowsHide: true });
    child.stdin.on('error', () => {}); // A dead child's pipe; its end is told by `replies`.
    const kill = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', kill, { once: true });
    child.once('close', () => signal?.removeEventListener('abort', kill));
    const replies = repliesOf(peer, child);
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const first = await nextReply(child, replies);
    if (first.kind === 'ready') return new PeerProcess(peer, child, replies, first.versions);
    kill();
    throw new PeerError(`${peer}: ${first.kind === 'failed' ? first.message : 'no greeting'}`);
  }

  /** Times one trial. Throws a PeerError where the case fails; `isOver` tells if the process died. */
  async trial(request: TrialRequest): Promise<TrialReply> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const reply = await nextReply(this.#child, this.#replies);
    if (reply.kind === 'trial') return reply;
    throw new PeerError(`${this.peer}: ${reply.kind === 'failed' ? reply.message : 'no trial'}`);
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Ends the process and waits for its end. */
  async end(): Promise<void> {
    if (this.isOver) return;
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    this.#child.stdin.end();
    await closed;
    clearTimeout(late);
  }
}

async function nextReply(child: ChildProcessWithoutNullStreams, replies: AsyncIterator<Reply>) {
  const hung = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  try {
    return (await replies.next()).value as Reply;
  } finally {
    clearTimeout(hung);
  }
}

/** The replies in order; throws a PeerError with the child's last line when it ends without one. */
async function* repliesOf(
  peer: Peer,
  child: ChildProcessWithoutNullStreams,
): AsyncGenerator<Reply, never> {
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-4000);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, killedBy) => {
      const ending = killedBy === null ? `ended with code ${code}` : `was killed by ${killedBy}`;
      const lastLine = errors.trim().split('\n').at(-1) ?? '';
      resolve(lastLine === '' ? ending : `${ending}: ${lastLine.slice(0, 150)}`);
    });
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const reply = readReply(line);
    if (reply !== undefined) yield reply;
  }
  throw new PeerError(`${peer}: its process ${await ended}`);
}
