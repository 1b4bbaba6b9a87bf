import { availableParallelism } from 'node:os';
import { type ReadSystemFile, readSystemFile } from './machine.ts';

/** What the kernel has counted up to now; null where it does not tell (rule 14). */
export interface SystemCounters {
  wallNs: bigint;
  /** Time for which this process's main thread was ready to run but waited for others, in ns. */
  runQueueWaitNs: number | null;
  /** Ticks of all processors, and those that the host gave to other machines. */
  ticks: { all: number; stolen: number } | null;
  /** Time in which some task waited for a processor, in microseconds. */
  pressureUs: number | null;
}

/** What lies between two readings, as shares of the time between them. */
export interface CounterShares {
  runQueueWaitShare: number | null;
  stealShare: number | null;
  pressureShare: number | null;
}

/** What this process knows of itself: its clock, the time of all its threads, and its processors. */
export interface OwnProcess {
  wallNs(): bigint;
  cpuNs(): number;
  processors: number;
}

const ownProcess: OwnProcess = {
  wallNs: () => process.hrtime.bigint(),
  cpuNs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) * 1000;
  },
  processors: availableParallelism(),
};

export function readCounters(
  read: ReadSystemFile = readSystemFile,
  own: OwnProcess = ownProcess,
): SystemCounters {
  return {
    wallNs: own.wallNs(),
    runQueueWaitNs: waitForOthersNs(read('/proc/self/schedstat'), own),
    ticks: ticksOf(read('/proc/stat')),
    pressureUs: numberOrNull(read('/proc/pressure/cpu')?.match(/^some .*total=(\d+)/m)?.[1]),
  };
}

export function sharesBetween(before: SystemCounters, after: SystemCounters): CounterShares {
  const wallNs = Number(after.wallNs - before.wallNs);
  const share = (from: number | null, to: number | null, unitNs: number) =>
    from === null || to === null || wallNs <= 0 ? null : rounded(((to - from) * unitNs) / wallNs);
  const ticks = (after.ticks?.all ?? 0) - (before.ticks?.all ?? 0);
  const stolen = (after.ticks?.stolen ?? 0) - (before.ticks?.stolen ?? 0);
  return {
    runQueueWaitShare: share(before.runQueueWaitNs, after.runQueueWaitNs, 1),
    stealShare: ticks > 0 ? rounded(stolen / ticks) : null,
    pressureShare: share(before.pressureUs, after.pressureUs, 1000),
  };
}

/** The mean number of tasks that wanted to run in the last minute. */
export function loadAverage(read: ReadSystemFile = readSystemFile): number | null {
  return numberOrNull(read('/proc/loadavg')?.split(' ')[0]);
}

/**
 * Of /proc/self/schedstat, time on a processor and time waited for one. With a single processor the main
 * thread also waits while the process's own threads run, the collector's and the compiler's: that is
 * part of what is measured, as it is everywhere, and no disturbance.
 */
function waitForOthersNs(schedstat: string | null, own: OwnProcess): number | null {
  const [ranNs, waitedNs] = (schedstat ?? '').split(' ').slice(0, 2).map(numberOrNull);
  if (ranNs == null || waitedNs == null) return null;
  const ownThreadsNs = own.processors === 1 ? Math.max(0, own.cpuNs() - ranNs) : 0;
  return waitedNs - ownThreadsNs;
}

/** The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal. */
function ticksOf(stat: string | null): SystemCounters['ticks'] {
  const ticks = stat
    ?.match(/^cpu\s+(.*)$/m)?.[1]
    ?.split(/\s+/)
    .map(Number)
    .slice(0, 8);
  if (ticks?.length !== 8 || ticks.some(Number.isNaN)) return null;
  return { all: ticks.reduce((sum, each) => sum + each, 0), stolen: ticks[7] as number };
}

function numberOrNull(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || Number.isNaN(value) ? null : value;
}

const rounded = (value: number) => Number(Math.max(0, value).toPrecision(4));
