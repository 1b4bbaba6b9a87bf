import type { Samples } from '#lab/bench/sample.ts';

/** Six digits: no clock tells more. */
export const rounded = (value: number) => Number(value.toPrecision(6));

/** Samples as a record holds them. */
export function roundedTimes(samples: Samples): Samples {
  return {
    ...samples,
    coldMs: rounded(samples.coldMs),
    warmupMs: samples.warmupMs.map(rounded),
    samplesMs: samples.samplesMs.map(rounded),
    steady: {
      ...samples.steady,
      driftLog: rounded(samples.steady.driftLog),
      lag1: samples.steady.lag1 === null ? null : rounded(samples.steady.lag1),
    },
  };
}
