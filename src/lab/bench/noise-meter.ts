import { median, quantile } from 'simple-statistics';
import { readCounters, sharesBetween } from './system-counters.ts';

/** What the meter saw of the machine: it runs the same loop whatever is measured (rule 14). */
export interface MeterReading {
  medianMs: number;
  /** 90th percentile over the fastest: 1 on a machine that does nothing else. */
  p90OverMin: number;
  /** Processor time over wall time: below 1, something else had the processor. */
  cpuOverWall: number;
  /** Share of the time in which this process was ready but waited; null where nothing tells. */
  runQueueWaitShare: number | null;
}

/** About 2 ms on a processor of 2020. */
const steps = 1_500_000;
const warmupRuns = 5;

/** Runs a fixed integer loop `runs` times and tells how evenly it ran. */
export function readNoiseMeter(runs = 50): MeterReading {
  for (let run = 0; run < warmupRuns; run++) spin(steps);
  const countersBefore = readCounters();
  const cpuBefore = process.cpuUsage();
  const timesMs = Array.from({ length: runs }, () => {
    const start = process.hrtime.bigint();
    spin(steps);
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  const cpu = process.cpuUsage(cpuBefore);
  const counters = readCounters();
  const wallUs = Number(counters.wallNs - countersBefore.wallNs) / 1e3;
  return {
    medianMs: rounded(median(timesMs)),
    p90OverMin: rounded(quantile(timesMs, 0.9) / Math.min(...timesMs)),
    cpuOverWall: rounded((cpu.user + cpu.system) / wallUs),
    runQueueWaitShare: sharesBetween(countersBefore, counters).runQueueWaitShare,
  };
}

/** Marsaglia's xorshift: integers only, one step needs the one before; nothing to vectorise. */
function spin(count: number): number {
  let state = 0x9e3779b9;
  for (let step = 0; step < count; step++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}

const rounded = (value: number) => Number(value.toPrecision(4));
