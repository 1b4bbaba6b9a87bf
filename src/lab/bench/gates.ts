import type { MeterReading } from './noise-meter.ts';

/** The noise of one process: shares of its time, and the meter before and after it. */
export interface ProcessNoise {
  /** Of the measured phase. */
  runQueueWaitShare: number | null;
  stealShare?: number | null | undefined;
  before?: MeterReading | undefined;
  after?: MeterReading | undefined;
}

/**
 * Limits above which a process does not count (rule 15). Fixed before any result is looked at; a
 * gate looks at the meter and the kernel's counters, never at the timing of the case.
 */
export const limits = {
  meterP90OverMin: 1.25,
  meterWaitShare: 0.05,
  meterDrift: 0.05,
  stealShare: 0.02,
  ownWaitShare: 0.05,
} as const;

/**
 * Why a process is too noisy to count, or undefined. A case of several threads waits for itself, so
 * that its own waiting says nothing: then only the meter speaks.
 */
export function whyNoisy(noise: ProcessNoise, isSingleThreaded: boolean): string | undefined {
  const { before, after, stealShare = null, runQueueWaitShare } = noise;
  for (const [when, meter] of [
    ['before', before],
    ['after', after],
  ] as const) {
    if (meter === undefined) continue;
    if (meter.p90OverMin > limits.meterP90OverMin) {
      return `the meter ${when} it ran unevenly: p90 ${meter.p90OverMin} of its fastest run, limit ${limits.meterP90OverMin}`;
    }
    if ((meter.runQueueWaitShare ?? 0) > limits.meterWaitShare) {
      return `the meter ${when} it waited for a processor: ${percent(meter.runQueueWaitShare)}, limit ${percent(limits.meterWaitShare)}`;
    }
  }
  if (before !== undefined && after !== undefined) {
    const drift = Math.abs(Math.log(after.medianMs / before.medianMs));
    if (drift > limits.meterDrift) {
      return `the meter moved from ${before.medianMs} to ${after.medianMs} ms, limit ${percent(limits.meterDrift)}`;
    }
  }
  if ((stealShare ?? 0) > limits.stealShare) {
    return `the host took ${percent(stealShare)} of the processors, limit ${percent(limits.stealShare)}`;
  }
  if (isSingleThreaded && (runQueueWaitShare ?? 0) > limits.ownWaitShare) {
    return `it waited for a processor: ${percent(runQueueWaitShare)}, limit ${percent(limits.ownWaitShare)}`;
  }
  return undefined;
}

const percent = (share: number | null) => `${Number(((share ?? 0) * 100).toFixed(1))} %`;
