import { describe, expect, it } from 'vitest';
import { Barrier, BrokenBarrierError } from '#lab/parallel/barrier.ts';

const briefMs = 20;

describe('a barrier', () => {
  it('lets a single participant pass again and again', () => {
    const barrier = new Barrier(Barrier.memory(1));
    for (let generation = 0; generation < 5; generation++) barrier.wait(0, briefMs);
  });

  it('names who did not arrive', () => {
    const barrier = new Barrier(Barrier.memory(4));
    expect(() => barrier.wait(1, briefMs)).toThrow(
      'Participant 1 waited 20 ms at a barrier of 4; not arrived: 0, 2, 3.',
    );
  });

  it('stays broken for all once one has given up', () => {
    const memory = Barrier.memory(2);
    expect(() => new Barrier(memory).wait(0, briefMs)).toThrow(BrokenBarrierError);
    expect(() => new Barrier(memory).wait(1, briefMs)).toThrow(
      'Participant 1 found the barrier of 2 broken: another participant gave up',
    );
  });

  it('lets nobody wait once it is broken from outside', () => {
    const memory = Barrier.memory(2);
    new Barrier(memory).break();
    expect(() => new Barrier(memory).wait(0, Number.POSITIVE_INFINITY)).toThrow(BrokenBarrierError);
  });

  it.each([0, 1.5, Number.NaN])('has at least one participant, not %s', (participants) => {
    expect(() => Barrier.memory(participants)).toThrow(`received ${participants}`);
  });

  it.each([-1, 2])('knows no participant %d of 2', (participant) => {
    expect(() => new Barrier(Barrier.memory(2)).wait(participant, briefMs)).toThrow('0 to 1');
  });
});
