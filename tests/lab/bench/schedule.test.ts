import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blockSeed, shuffled } from '#lab/bench/schedule.ts';

it('a shuffle keeps every item and follows its seed', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.integer(), (items, seed) => {
      expect([...shuffled(items, seed)].sort()).toEqual([...items].sort());
      expect(shuffled(items, seed)).toEqual(shuffled(items, seed));
    }),
  );
});

it('over many seeds every order of three cases comes up about equally often', () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const order = shuffled(['a', 'b', 'c'], seed).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  // 1000 each, standard deviation 29: five of them.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

it('the blocks of a record have seeds of their own', () => {
  const seeds = Array.from({ length: 100 }, (_, block) => blockSeed(7, block));
  expect(new Set(seeds).size).toBe(100);
});
