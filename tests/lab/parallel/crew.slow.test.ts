import { afterEach, describe, expect, it } from 'vitest';
import { longMs, type Setup, shortMs, startTroubled, threadsOfCrews } from './troubled-crew.ts';
import type { Trouble } from './troubled-worker.ts';

const echo: Trouble = { kind: 'echo', text: 'hello' };
const before = threadsOfCrews();

afterEach(() => expect(threadsOfCrews()).toBe(before));

describe('a worker in rarer trouble is an error that names it, and ends the crew', () => {
  it.each<[Trouble['kind'], patienceMs: number, sentence: RegExp]>([
    ['throw later', longMs, /Worker 1 .* failed while .*TypeError: a slip that no one awaits/],
    ['wait in vain', shortMs, /Worker 1 .* 900 ms while waiting for a neighbour, as did all/],
  ])('%s', async (kind, patienceMs, sentence) => {
    const crew = await startTroubled(patienceMs);
    await expect(crew.run([echo, { kind } as Trouble])).rejects.toThrow(sentence);
  });

  it('where the others wait for it at the barrier', async () => {
    const crew = await startTroubled(shortMs);
    const round = crew.run([{ kind: 'meet' }, { kind: 'loop' }]);
    await expect(round).rejects.toThrow('Worker 1 of 2 (troubled-worker.ts) made no progress');
  });

  it.each<[Setup, RegExp]>([
    [{ atSetup: 'throw' }, /Worker 1 .* failed while setting up: RangeError: this setup does not/],
    [
      { atSetup: 'exit' },
      /Worker 1 .* ended with code 4 while setting up\. Its last message: none/,
    ],
  ])('when it is set up: %o', async (setup, sentence) => {
    await expect(startTroubled(longMs, { setups: [{}, setup] })).rejects.toThrow(sentence);
  });
});

it('rejects a round that was not finished when the crew is closed', async () => {
  const crew = await startTroubled(longMs);
  const round = crew.run([{ kind: 'loop' }, echo]);
  await Promise.all([
    expect(round).rejects.toThrow('The crew was closed before its work was done.'),
    crew.close(),
  ]);
});
