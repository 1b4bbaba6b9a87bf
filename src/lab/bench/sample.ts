import type { Protocol } from './protocol.ts';

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

export interface Samples {
  coldMs: number;
  warmupMs: number[];
  warmupCalls: number;
  loopCount: number;
  samplesMs: number[];
  tensorsLeaked: number;
}

/**
 * Times one trial: the cold first call, warm-up, calibration of the calls per sample, then samples
 * in time order (benchmarking rules 6 to 9). No sample is dropped. All times in ms per call.
 */
export function sampleTrial<Output>(
  timed: Timed<Output>,
  protocol: Protocol,
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
  return sampleCalls(time, () => timed.liveCount(), protocol, effects);
}

/** The same for a call that reads its time, in ms, off a clock of its own: one call a sample. */
export function sampleOwnClock(
  callMs: () => Promise<number>,
  liveCount: () => number,
  protocol: Protocol,
  effects: SamplingEffects,
): Promise<Samples> {
  return sampleCalls(callMs, liveCount, { ...protocol, minSampleMs: 0 }, effects);
}

async function sampleCalls(
  time: (loopCount: number) => Promise<number>,
  liveCount: () => number,
  protocol: Protocol,
  effects: SamplingEffects,
): Promise<Samples> {
  const alive = liveCount();
  const coldMs = await time(1);
  const warmup = await warmUp(() => time(1), coldMs, protocol);
  // The fastest warm call: one garbage collection must not make a trial look slow.
  const warmMs = Math.min(...warmup);
  const isSlow = warmMs > protocol.slowCallMs;
  const loopCount = isSlow ? 1 : await calibrate(time, warmMs, protocol.minSampleMs);
  effects.collectGarbage();

  const wanted = isSlow ? protocol.slowSamples : protocol.samples;
  const fewest = isSlow ? protocol.slowSamples : protocol.minSamples;
  const samplesMs: number[] = [];
  let spentMs = 0;
  while (
    samplesMs.length < wanted &&
    (samplesMs.length < fewest || spentMs < protocol.sampleCapMs)
  ) {
    const sampleMs = await time(loopCount);
    samplesMs.push(sampleMs);
    spentMs += sampleMs * loopCount;
  }
  return {
    coldMs,
    warmupMs: thinned(warmup),
    warmupCalls: warmup.length,
    loopCount,
    samplesMs,
    tensorsLeaked: liveCount() - alive,
  };
}

async function warmUp(
  call: () => Promise<number>,
  coldMs: number,
  protocol: Protocol,
): Promise<number[]> {
  const warmup = [await call()];
  let spentMs = coldMs + (warmup[0] as number);
  while ((warmup[0] as number) <= protocol.slowCallMs) {
    const enough = warmup.length >= protocol.warmupCalls && spentMs >= protocol.warmupMs;
    if (enough || spentMs >= protocol.warmupCapMs) break;
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

/** First, last, and every doubling between: enough to see the shape of a warm-up. */
function thinned(values: readonly number[]): number[] {
  return values.filter((_, index) => {
    const count = index + 1;
    return count === values.length || (count & (count - 1)) === 0;
  });
}
