import { describe, expect, it } from 'vitest';
import { loadAverage, readCounters, sharesBetween } from '#lab/bench/system-counters.ts';

/** The files of a system, by path; all others are absent. */
const system = (files: Record<string, string>) => (path: string) => files[path] ?? null;

const at = (seconds: number, files: Record<string, string>, processors = 2, cpuSeconds = 0) =>
  readCounters(system(files), {
    wallNs: () => BigInt(seconds * 1e9),
    cpuNs: () => cpuSeconds * 1e9,
    processors,
  });

describe('the kernel’s counters', () => {
  it('give shares of the time between two readings', () => {
    const before = at(10, {
      '/proc/self/schedstat': '5000000000 1000000000 70\n',
      '/proc/stat': 'cpu  100 0 50 800 10 0 0 40 0 0\ncpu0 1 2 3\n',
      '/proc/pressure/cpu': 'some avg10=0.00 avg60=0.00 avg300=0.00 total=2000000\n',
    });
    const after = at(12, {
      '/proc/self/schedstat': '6000000000 1500000000 90\n',
      '/proc/stat': 'cpu  200 0 100 980 15 0 0 105 7 7\n',
      '/proc/pressure/cpu': 'some avg10=9.00 avg60=0.00 avg300=0.00 total=2600000\n',
    });
    // Half a second of two; 65 of 400 ticks; 0.6 s of two.
    expect(sharesBetween(before, after)).toEqual({
      runQueueWaitShare: 0.25,
      stealShare: 0.1625,
      pressureShare: 0.3,
    });
  });

  it.each([
    ['two processors: all of the waiting', 2, 0.25],
    ['one: the waiting less what the own threads ran meanwhile', 1, 0.1],
  ])('of a process that waited, on %s', (_, processors, share) => {
    const ran = (seconds: number, waited: number) => ({
      '/proc/self/schedstat': `${seconds * 1e9} ${waited * 1e9} 1\n`,
    });
    // In two seconds the main thread ran for one and waited for half; all threads ran for 1.3.
    const before = at(10, ran(5, 1), processors, 6);
    const after = at(12, ran(6, 1.5), processors, 7.3);
    expect(sharesBetween(before, after).runQueueWaitShare).toBe(share);
  });

  it('that are absent are null, and nothing fails', () => {
    const nothing = { runQueueWaitShare: null, stealShare: null, pressureShare: null };
    expect(sharesBetween(at(1, {}), at(2, {}))).toEqual(nothing);
    const odd = { '/proc/self/schedstat': 'x', '/proc/stat': 'cpu 1 2', '/proc/pressure/cpu': '' };
    expect(sharesBetween(at(1, odd), at(2, odd))).toEqual(nothing);
    expect(loadAverage(system({}))).toBeNull();
  });

  it('tell the load of the last minute', () => {
    expect(loadAverage(system({ '/proc/loadavg': '0.26 0.08 0.03 1/99 7\n' }))).toBe(0.26);
  });

  it('are never negative, though the clock was set', () => {
    const file = (ns: number) => ({ '/proc/self/schedstat': `1 ${ns} 1` });
    expect(sharesBetween(at(1, file(9)), at(2, file(3))).runQueueWaitShare).toBe(0);
    expect(sharesBetween(at(2, file(3)), at(1, file(9))).runQueueWaitShare).toBeNull();
  });
});
