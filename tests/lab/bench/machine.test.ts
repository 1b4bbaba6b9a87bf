import { hostname, userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { describeMachine, machineId, sameMachine } from '#lab/bench/machine.ts';

describe('the id of a machine', () => {
  it.each([
    [2, 'AMD EPYC', '2c-amd-epyc'],
    [8, 'Intel(R) Xeon(R) Platinum 8488C CPU @ 2.40GHz', '8c-intel-xeon-platinum-8488c'],
    [16, 'AMD Ryzen 9 7950X 16-Core Processor', '16c-amd-ryzen-9-7950x'],
    [8, 'Apple M2', '8c-apple-m2'],
    [4, '···', '4c-unknown'],
  ])('of %d cores of %s is %s', (cores, cpu, id) => {
    expect(machineId(cores, cpu)).toBe(id);
  });
});

it('the description of this machine says nothing of its host, user or folder', () => {
  const text = JSON.stringify(describeMachine());
  for (const secret of [hostname(), userInfo().username, process.cwd()]) {
    expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  }
});

it('a machine is another one when its cores or its processor differ, not when its memory does', () => {
  const here = describeMachine('here');
  const there = { ...here, memoryBytes: 1, os: 'Linux 99', id: 'there' };
  expect(sameMachine(here, there)).toBe(true);
  expect(sameMachine(here, { ...here, cores: here.cores + 1 })).toBe(false);
  expect(sameMachine(here, { ...here, cpu: 'Another CPU' })).toBe(false);
});

describe('a host that hides the name of its processor', () => {
  const cpuinfo = (family: number, model: number) =>
    `processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: ${family}\nmodel\t\t: ${model}\n` +
    'model name\t: AMD EPYC\nstepping\t: 1\n';
  const on = (family: number, model: number) =>
    describeMachine('here', (path) => (path === '/proc/cpuinfo' ? cpuinfo(family, model) : null));

  it('is told by family and model', () => {
    expect(on(25, 17).cpuRevision).toBe('family 25, model 17');
  });

  it.each([
    ['another model', on(25, 1), on(25, 17), false],
    ['another family', on(25, 1), on(26, 1), false],
    ['the same two', on(25, 1), on(25, 1), true],
    ['a record that does not tell', on(25, 1), { ...on(25, 1), cpuRevision: undefined }, true],
    ['a system that does not tell', { ...on(25, 1), cpuRevision: null }, on(25, 1), true],
  ])('%s: the same machine or not', (_name, a, b, same) => {
    expect(sameMachine(a, b)).toBe(same);
    expect(sameMachine(b, a)).toBe(same);
  });
});
