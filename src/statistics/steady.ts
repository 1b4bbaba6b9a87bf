import { median, medianAbsoluteDeviation } from 'simple-statistics';

/** Whether values in time order have stopped moving. */
export interface Steadiness {
  /** Median logarithm of the last third less that of the first: about the relative change. */
  driftLog: number;
  /** Largest drift that counts as none. */
  tolerance: number;
  isSteady: boolean;
}

/** A drift below this is none, however evenly the values lie. */
const smallestDrift = 0.02;
/** A median absolute deviation in standard deviations of a normal distribution. */
const madToDeviation = 1.4826;
/** Standard error of a median over that of a mean, for a normal distribution: √(π/2). */
const medianError = 1.25;

/**
 * Compares the last third of at least six positive values with the first (benchmarking rule 10):
 * steady if the medians of their logarithms differ by no more than 2 %, or twice the standard
 * error of that difference by the values' own spread, whichever is larger.
 */
export function steadiness(values: readonly number[]): Steadiness {
  if (values.length < 6) {
    throw new RangeError(`Thirds need at least 6 values; received ${values.length}.`);
  }
  const logs = values.map(Math.log);
  const third = Math.floor(logs.length / 3);
  const driftLog = median(logs.slice(-third)) - median(logs.slice(0, third));
  const deviation = madToDeviation * medianAbsoluteDeviation(logs);
  const error = 2 * medianError * deviation * Math.sqrt(2 / third);
  const tolerance = Math.max(smallestDrift, error);
  return { driftLog, tolerance, isSteady: Math.abs(driftLog) <= tolerance };
}
