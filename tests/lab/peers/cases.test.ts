import { describe, expect, it } from 'vitest';
import { caseIdOf, peerCases, peers } from '#lab/peers/cases.ts';
import { goals } from '#lab/peers/comparison.ts';
import { rolesOf } from '#lab/peers/measure-peers.ts';
import { beginning, networks } from '#lab/peers/networks.ts';

describe('what is compared', () => {
  const ids = peerCases.map((each) => caseIdOf(each, 'one'));

  it('has an id of its own for every case, as a record wants it', () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9-]+@one$/);
  });

  it.each(Object.keys(networks))('holds %s of ours and of at least one peer', (network) => {
    const owners = peerCases.filter((each) => each.network === network).map((each) => each.peer);
    expect(owners).toContain('measured');
    expect(owners.some((owner) => owner !== 'measured')).toBe(true);
  });

  it('names only libraries that have a process', () => {
    expect(peerCases.every((each) => peers.includes(each.peer))).toBe(true);
  });

  it('has a case for every goal', () => {
    for (const name of Object.keys(goals)) expect(ids).toContain(`${name}@one`);
  });
});

describe('thread roles', () => {
  it.each([
    [1, [1]],
    [2, [1, 2]],
    [8, [1, 8]],
  ])('on %i cores are %j threads', (cores, threads) => {
    expect(rolesOf(cores).map((each) => each.threads)).toEqual(threads);
  });
});

describe('a shorter sequence', () => {
  it('is the beginning of the longest one', () => {
    const x = { shape: [3, 2], values: Float32Array.from([1, 2, 3, 4, 5, 6]) };
    expect(beginning(x, 2)).toEqual({ shape: [2, 2], values: Float32Array.from([1, 2, 3, 4]) });
  });
});
