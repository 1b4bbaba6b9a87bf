import { expect, it } from 'vitest';
import { describeClock } from '#lab/bench/clock.ts';
import { readNoiseMeter } from '#lab/bench/noise-meter.ts';

it('the noise meter tells times and shares that can be', () => {
  const { medianMs, p90OverMin, cpuOverWall, runQueueWaitShare } = readNoiseMeter(5);
  expect(medianMs).toBeGreaterThan(0);
  expect(p90OverMin).toBeGreaterThanOrEqual(1);
  expect(cpuOverWall).toBeGreaterThan(0);
  expect(runQueueWaitShare ?? 0).toBeGreaterThanOrEqual(0);
});

it('a clock is described by its smallest step and its mean cost', () => {
  // 20,000 readings, of which every second one repeats the last: steps of 70 and, once, of 50.
  let reading = 0;
  const nowNs = () => {
    const index = Math.floor(reading++ / 2);
    return BigInt(index * 70 - (index > 5 ? 20 : 0));
  };
  expect(describeClock(nowNs)).toEqual({ clockStepNs: 50, clockCallNs: 35 });
});
