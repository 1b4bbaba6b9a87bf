import { describe, expect, it } from 'vitest';
import { limits, type ProcessNoise, whyNoisy } from '#lab/bench/gates.ts';

const quiet = { medianMs: 2, p90OverMin: 1.04, cpuOverWall: 1, runQueueWaitShare: 0 };
const noise: ProcessNoise = {
  runQueueWaitShare: 0,
  stealShare: 0,
  before: quiet,
  after: quiet,
};

describe('a process', () => {
  it('on a quiet machine counts', () => {
    expect(whyNoisy(noise, true)).toBeUndefined();
  });

  // Readings with two and three hogs on two cores, from the table of benchmarking rule 14.
  it.each<[string, Partial<ProcessNoise>, string]>([
    ['beside two hogs', { before: { ...quiet, p90OverMin: 3.04 } }, 'unevenly: p90 3.04'],
    ['that hogs join later', { after: { ...quiet, p90OverMin: 1.3 } }, 'the meter after it ran'],
    ['whose meter waited', { before: { ...quiet, runQueueWaitShare: 0.43 } }, '43 %, limit 5 %'],
    ['whose clock rate fell', { after: { ...quiet, medianMs: 2.2 } }, 'from 2 to 2.2 ms'],
    ['on a busy host', { stealShare: 0.06 }, 'the host took 6 % of the processors, limit 2 %'],
    ['that waited itself', { runQueueWaitShare: 0.08 }, 'it waited for a processor: 8 %'],
  ])('%s does not', (_name, change, why) => {
    expect(whyNoisy({ ...noise, ...change }, true)).toContain(why);
  });

  it('of several threads may wait for itself', () => {
    expect(whyNoisy({ ...noise, runQueueWaitShare: 0.5 }, false)).toBeUndefined();
  });

  it('counts where the kernel tells nothing', () => {
    const untold = { ...quiet, runQueueWaitShare: null };
    const told = { runQueueWaitShare: null, stealShare: null, before: untold, after: untold };
    expect(whyNoisy(told, true)).toBeUndefined();
  });

  it.each<[string, (at: number) => Partial<ProcessNoise>, number]>([
    ['p90', (p90OverMin) => ({ before: { ...quiet, p90OverMin } }), limits.meterP90OverMin],
    ['its own waiting', (share) => ({ runQueueWaitShare: share }), limits.ownWaitShare],
    ['steal', (stealShare) => ({ stealShare }), limits.stealShare],
  ])('exactly at the limit of %s counts', (_name, change, limit) => {
    expect(whyNoisy({ ...noise, ...change(limit) }, true)).toBeUndefined();
    expect(whyNoisy({ ...noise, ...change(limit * 1.01) }, true)).toBeDefined();
  });
});
