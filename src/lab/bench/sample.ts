import { lag1Autocorrelation } from '#statistics/autocorrelation.ts';
import { countOutliers } from '#statistics/outliers.ts';
import { steadiness } from '#statistics/steady.ts';
import type { Sampling } from './protocol.ts';

/** What the instrument times. It knows neither tensors nor networks. */
export interface Timed<Output> {
  /** The timed call. */
  run(): Output;
  /** Reads the result and frees it, outside the timed span, so that nothing is computed in vain. */
  consume(output: Output): void;
  /** How many results and intermediates are alive: the same before and after, or there is a leak. */
  liveCount(): number;
}

/** The world that sampling needs; tests pass a clock of their own. */
export interface SamplingEffects {
  nowNs(): bigint;
  /** Lets events pass (garbage collection reports, the parent's disconnect) between samples. */
  yieldToEvents(): Promise<void>;
  collectGarbage(): void;
}

/** Whether the samples had stopped moving (benchmarking rule 10). */
export interface SampleSteadiness {
  verdict: 'steady' | 'no-steady-state' | 'too-few-samples';
  driftLog: number;
  lag1: number | null;
  outliers: number;
  /** Early samples that were counted as warm-up. */
  discarded: number;
}

export interface Samples {
  coldMs: number;
  warmupMs: number[];
  warmupCalls: number;
  loopCount: number;
  samplesMs: number[];
  steady: SampleSteadiness;
  tensorsLeaked: number;
}

/**
 * Times one trial: the cold first call, warm-up, calibration of the calls per sample, then samples
 * in time order (benchmarking rules 6 to 10). While they drift, the oldest third is counted as
 * warm-up and as many are taken anew, up to a cap; no other sample is dropped. Times in ms per call.
 */
export function sampleTrial<Output>(
  timed: Timed<Output>,
  sampling: Sampling,
  effects: SamplingEffects,
): Promise<Samples> {
  const time = async (loopCount: number): Promise<number> => {
    const outputs: Output[] = [];
    const start = effects.nowNs();
    for (let call = 0; call < loopCount; call++) outputs.push(timed.run());
    const end = effects.nowNs();
    for (const output of outputs) timed.consume(output);
    await effects.yieldToEvents();
    return Number(end - start) / 1e6 / loopCount;
  };
  return sampleCalls(time, () => timed.liveCount(), sampling, effects);
}

/** The same for a call that reads its time, in ms, off a clock of its own: one call a sample. */
export function sampleOwnClock(
  callMs: () => Promise<number>,
  liveCount: () => number,
  sampling: Sampling,
  effects: SamplingEffects,
): Promise<Samples> {
  return sampleCalls(callMs, liveCount, { ...sampling, minSampleMs: 0 }, effects);
}

/** The same by `time`, which makes some calls and tells the ms of one. */
export async function sampleCalls(
  time: (loopCount: number) => Promise<number>,
  liveCount: () => number,
  sampling: Sampling,
  effects: SamplingEffects,
): Promise<Samples> {
  const alive = liveCount();
  const coldMs = await time(1);
  const warmup = await warmUp(() => time(1), coldMs, sampling);
  // The fastest warm call: one garbage collection must not make a trial look slow.
  const warmMs = warmup.reduce((least, ms) => Math.min(least, ms));
  const isSlow = warmMs > sampling.slowCallMs;
  const loopCount = isSlow ? 1 : await calibrate(time, warmMs, sampling.minSampleMs);
  effects.collectGarbage();

  const wanted = isSlow ? sampling.slowSamples : sampling.samples;
  const fewest = isSlow ? sampling.slowSamples : sampling.minSamples;
  const samplesMs: number[] = [];
  const takeSample = async () => {
    const sampleMs = await time(loopCount);
    samplesMs.push(sampleMs);
    return sampleMs * loopCount;
  };
  let spentMs = 0;
  while (
    samplesMs.length < wanted &&
    (samplesMs.length < fewest || spentMs < sampling.sampleCapMs)
  ) {
    spentMs += await takeSample();
  }
  const discarded = isSlow ? 0 : await awaitSteady(samplesMs, takeSample, sampling);
  return {
    coldMs,
    warmupMs: thinned(warmup),
    warmupCalls: warmup.length,
    loopCount,
    samplesMs,
    steady: { ...judged(samplesMs), discarded },
    tensorsLeaked: liveCount() - alive,
  };
}

async function warmUp(
  call: () => Promise<number>,
  coldMs: number,
  sampling: Sampling,
): Promise<number[]> {
  const warmup = [await call()];
  let spentMs = coldMs + (warmup[0] as number);
  while ((warmup[0] as number) <= sampling.slowCallMs) {
    const enough = warmup.length >= sampling.warmupCalls && spentMs >= sampling.warmupMs;
    if (enough || spentMs >= sampling.warmupCapMs) break;
    const callMs = await call();
    warmup.push(callMs);
    spentMs += callMs;
  }
  return warmup;
}

/** The number of calls, a power of two, that lasts at least `minSampleMs`. */
async function calibrate(
  time: (loopCount: number) => Promise<number>,
  warmMs: number,
  minSampleMs: number,
): Promise<number> {
  let loopCount = 1;
  let perCallMs = warmMs;
  while (perCallMs * loopCount < minSampleMs && loopCount < 2 ** 20) {
    loopCount *= 2;
    perCallMs = await time(loopCount);
  }
  return loopCount;
}

/** Replaces the oldest third of samples that drift until they are steady or the cap is reached. */
async function awaitSteady(
  samplesMs: number[],
  takeSample: () => Promise<number>,
  { steadyCapMs }: Sampling,
): Promise<number> {
  let discarded = 0;
  let spentMs = 0;
  while (spentMs < steadyCapMs && judged(samplesMs).verdict === 'no-steady-state') {
    const third = Math.ceil(samplesMs.length / 3);
    samplesMs.splice(0, third);
    discarded += third;
    for (let taken = 0; taken < third; taken++) spentMs += await takeSample();
  }
  return discarded;
}

/** Fewer samples than this have no thirds to compare. */
const fewestForThirds = 6;

function judged(samplesMs: readonly number[]): Omit<SampleSteadiness, 'discarded'> {
  const outliers = countOutliers(samplesMs);
  if (samplesMs.length < fewestForThirds) {
    return { verdict: 'too-few-samples', driftLog: 0, lag1: null, outliers };
  }
  const { driftLog, isSteady } = steadiness(samplesMs);
  const verdict = isSteady ? 'steady' : 'no-steady-state';
  return { verdict, driftLog, lag1: lag1Autocorrelation(samplesMs), outliers };
}

/** First, last, and every doubling between: enough to see the shape of a warm-up. */
function thinned(values: readonly number[]): number[] {
  return values.filter((_, index) => {
    const count = index + 1;
    return count === values.length || (count & (count - 1)) === 0;
  });
}
