import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import type { Crew } from '#lab/parallel/crew.ts';
import { WorkerError } from '#lab/parallel/worker-error.ts';
import { longMs, shortMs, startTroubled, threadsOfCrews } from './troubled-crew.ts';
import type { Trouble } from './troubled-worker.ts';

const echo: Trouble = { kind: 'echo', text: 'hello' };
const before = threadsOfCrews();

describe('a crew', () => {
  let crew: Crew<Trouble, string>;
  beforeAll(async () => {
    crew = await startTroubled(longMs, { setups: [{}, {}, {}] });
  });
  afterAll(() => crew.close());

  it('answers in the order of its workers, again and again', async () => {
    for (const text of ['one', 'two']) {
      const request: Trouble = { kind: 'echo', text };
      const replies = await crew.run([request, request, request]);
      expect(replies).toEqual([`0: ${text}`, `1: ${text}`, `2: ${text}`]);
    }
  });

  it('keeps its workers in step over many barriers', async () => {
    const counters = new Int32Array(new SharedArrayBuffer(12));
    const request: Trouble = { kind: 'march', steps: 200, counters };
    expect(await crew.run([request, request, request])).toEqual(Array(3).fill('in step'));
    expect([...counters]).toEqual([200, 200, 200]);
  });

  it('takes one request a worker, and one round at a time', async () => {
    await expect(crew.run([echo])).rejects.toThrow('received 1, expected 3');
    const round = crew.run([echo, echo, echo]);
    await expect(crew.run([echo, echo, echo])).rejects.toThrow('The crew is at work');
    await round;
  });

  it('ends its threads when it is closed', async () => {
    expect(threadsOfCrews()).toBeGreaterThan(before);
    await crew.close();
    expect(threadsOfCrews()).toBe(before);
    await expect(crew.run([echo, echo, echo])).rejects.toThrow(
      'The crew is closed: start another.',
    );
  });
});

describe('a worker in trouble is an error that names it, and ends the crew', () => {
  it.each<[Trouble['kind'], patienceMs: number, sentence: RegExp, doing: string]>([
    [
      'throw',
      longMs,
      /^Worker 1 of 2 \(troubled-worker\.ts\) failed while answering a request: RangeError: a slip in the middle\. Its last message: ready\. All 2 workers have been ended\.$/,
      'answering a request',
    ],
    ['exit', longMs, /ended with code 3 while answering a request/, 'answering'],
    ['loop', shortMs, /made no progress for 300 ms while turning in a circle/, 'turning'],
    [
      'meet',
      shortMs,
      /waited 600 ms at a barrier of 2; not arrived: 0\./,
      'waiting at the barrier',
    ],
  ])('%s', async (kind, patienceMs, sentence, doing) => {
    const crew = await startTroubled(patienceMs);
    const failure = crew.run([echo, { kind } as Trouble]).catch((error: unknown) => error);
    const error = (await failure) as WorkerError;
    expect(error).toBeInstanceOf(WorkerError);
    expect(error.message).toMatch(sentence);
    expect(error).toMatchObject({ worker: 1, lastMessage: 'ready' });
    expect(error.doing).toContain(doing);
    expect(threadsOfCrews()).toBe(before);
    await expect(crew.run([echo, echo])).rejects.toBe(error);
  });

  it('when its file cannot be loaded', async () => {
    const missing = new URL('./no-such-worker.ts', import.meta.url);
    await expect(startTroubled(longMs, { workerFile: missing })).rejects.toThrow(
      /Worker \d of 2 \(no-such-worker\.ts\) failed while starting its thread: .*Cannot find module/,
    );
  });
});

describe('a crew that is interrupted', () => {
  it('rejects with the reason and leaves no thread', async () => {
    const interruption = new AbortController();
    const crew = await startTroubled(longMs, { signal: interruption.signal });
    const round = crew.run([{ kind: 'loop' }, { kind: 'meet' }]);
    interruption.abort(new Error('the reader left'));
    await expect(round).rejects.toThrow('the reader left');
  });

  it('does not start where the signal has been aborted', async () => {
    await expect(startTroubled(longMs, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });
});

it('refuses an engine whose threads were not limited before the process opened it', async () => {
  const kept = process.env['TF_NUM_INTRAOP_THREADS'];
  process.env['TF_NUM_INTRAOP_THREADS'] = '2';
  try {
    await expect(startTroubled(longMs, { backend: native })).rejects.toThrow(
      /Received TF_NUM_INTRAOP_THREADS=2.*; expected TF_NUM_INTRAOP_THREADS=1/,
    );
  } finally {
    if (kept === undefined) delete process.env['TF_NUM_INTRAOP_THREADS'];
    else process.env['TF_NUM_INTRAOP_THREADS'] = kept;
  }
});
