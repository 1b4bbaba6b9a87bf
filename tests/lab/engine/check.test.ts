import { describe, expect, it } from 'vitest';
import { obeysThreads } from '#lab/engine/check.ts';

describe('obeysThreads', () => {
  it.each([
    ['one thread on an idle machine', 1, 1.01, 1, true],
    ['one thread on a machine shared with others', 1, 0.5, 1, true],
    ['two threads where one was asked for', 1, 1.85, 2, false],
    ['two threads on a busy machine where one was asked for', 1, 0.9, 2, false],
    ['two threads on an idle machine', 2, 1.8, 2, true],
    ['two threads on a machine shared with others', 2, 0.81, 2, true],
    ['two threads where the system tells of no thread', 2, 1.8, 0, true],
    ['one thread where two were asked for', 2, 1.01, 1, false],
  ] as const)('judges %s', (_, asked, cpuPerWall, busyThreads, obeyed) => {
    expect(obeysThreads(asked, { cpuPerWall, busyThreads })).toBe(obeyed);
  });
});
