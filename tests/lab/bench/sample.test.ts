import { describe, expect, it } from 'vitest';
import { type Protocol, publish } from '#lab/bench/protocol.ts';
import { sampleTrial } from '#lab/bench/sample.ts';
import { sampleUntilRead } from '#lab/bench/sample-until-read.ts';

/** A call of scripted durations in ms; the last one repeats. The clock moves only when it runs. */
function scripted(durationsMs: readonly number[], leakPerCall = 0) {
  let nowNs = 0n;
  let calls = 0;
  let alive = 0;
  const consumed: number[] = [];
  return {
    consumed,
    calls: () => calls,
    timed: {
      run: () => {
        const ms = durationsMs[Math.min(calls, durationsMs.length - 1)] as number;
        nowNs += BigInt(Math.round(ms * 1e6));
        alive++;
        return calls++;
      },
      consume: (output: number) => {
        consumed.push(output);
        alive -= 1 - leakPerCall;
      },
      liveCount: () => alive,
    },
    effects: {
      nowNs: () => nowNs,
      yieldToEvents: async () => {},
      collectGarbage: () => {},
    },
  };
}

const sample = (durationsMs: readonly number[], protocol: Protocol = publish) => {
  const { timed, effects } = scripted(durationsMs);
  return sampleTrial(timed, protocol, effects);
};

describe('sampling a trial', () => {
  it('keeps the cold first call apart', async () => {
    expect(await sample([50, 5])).toMatchObject({ coldMs: 50 });
  });

  it('warms up for ten calls and 300 ms, whichever is later', async () => {
    expect((await sample([5])).warmupCalls).toBe(59);
    expect((await sample([25])).warmupCalls).toBe(11);
  });

  it('warms up a call of a microsecond, some hundred thousand times', async () => {
    const { warmupCalls, loopCount } = await sample([0.001]);
    expect(warmupCalls).toBeGreaterThan(290_000);
    expect(loopCount).toBe(2048);
  });

  it('stops the warm-up at its cap', async () => {
    expect((await sample([100])).warmupCalls).toBe(5);
  });

  it('takes thirty samples where they fit', async () => {
    const { samplesMs, loopCount } = await sample([5]);
    expect(samplesMs).toHaveLength(30);
    expect(loopCount).toBe(1);
  });

  it('repeats a short call until a sample lasts two milliseconds', async () => {
    const { samplesMs, loopCount } = await sample([0.3]);
    expect(loopCount).toBe(8);
    for (const ms of samplesMs) expect(ms).toBeCloseTo(0.3, 9);
  });

  it('takes fewer samples of a longer call, but never fewer than the fewest', async () => {
    expect((await sample([50])).samplesMs).toHaveLength(12);
    expect((await sample([400])).samplesMs).toHaveLength(publish.minSamples);
  });

  it('gives a slow call one warm-up and three samples', async () => {
    const { warmupCalls, samplesMs } = await sample([600]);
    expect(warmupCalls).toBe(1);
    expect(samplesMs).toHaveLength(3);
  });

  it('does not take a fast call for a slow one because of one pause', async () => {
    const pause = [...Array(20).fill(20), 700, 20];
    expect((await sample(pause)).samplesMs.length).toBeGreaterThan(3);
  });

  it('keeps samples in time order and drops none', async () => {
    const warm = Array(60).fill(5);
    const { samplesMs } = await sample([...warm, 9, 5, 5, 80, 5]);
    expect(samplesMs.slice(0, 5)).toEqual([9, 5, 5, 80, 5]);
  });

  it('reads every result, outside the timed span', async () => {
    const script = scripted([5]);
    await sampleTrial(script.timed, publish, script.effects);
    expect(script.consumed).toHaveLength(script.calls());
  });

  it('counts what a trial leaves alive', async () => {
    const { timed, effects } = scripted([100], 1);
    expect((await sampleTrial(timed, publish, effects)).tensorsLeaked).toBeGreaterThan(0);
    const clean = scripted([100]);
    expect((await sampleTrial(clean.timed, publish, clean.effects)).tensorsLeaked).toBe(0);
  });

  it('thins the warm-up to the first, the last and the doublings', async () => {
    const { warmupMs, warmupCalls } = await sample([
      1,
      ...Array.from({ length: 60 }, (_, k) => 10 + k),
    ]);
    // 1 + 10 + 11 + … + 26 is the first sum above 300.
    expect(warmupCalls).toBe(17);
    expect(warmupMs).toEqual([10, 11, 13, 17, 25, 26]);
  });
});

describe('whether the samples are steady', () => {
  /** The first call is cold; 60 calls of 5 ms are the warm-up; then come the samples. */
  const warmThen = (...samplesMs: number[]) => sample([5, ...Array(59).fill(5), ...samplesMs]);
  const falling = (count: number, fromMs: number, byMs: number) =>
    Array.from({ length: count }, (_, index) => fromMs - byMs * index);

  it('is said of level ones', async () => {
    expect((await warmThen(5)).steady).toMatchObject({
      verdict: 'steady',
      driftLog: 0,
      discarded: 0,
      outliers: 0,
    });
  });

  it('takes slow first samples for warm-up, and others in their place', async () => {
    const { samplesMs, steady } = await warmThen(...Array(16).fill(9), 5);
    expect(steady).toMatchObject({ verdict: 'steady' });
    // The first third holds 10 of them, then 6: its median is 9 ms both times.
    expect(steady.discarded).toBe(20);
    expect(samplesMs).toEqual(Array(30).fill(5));
  });

  it('is denied to a call that gets faster for ever, after the cap', async () => {
    const { samplesMs, steady } = await warmThen(...falling(400, 25, 0.05));
    expect(steady.verdict).toBe('no-steady-state');
    expect(steady.driftLog).toBeLessThan(-0.02);
    // 25 + 24.95 + … passes 600 ms with the 25th.
    expect(samplesMs).toHaveLength(25);
    expect(steady.discarded * 10).toBeGreaterThan(publish.steadyCapMs / 3);
  });

  it('is denied to one that slows down', async () => {
    const { steady } = await warmThen(...falling(400, 5, -0.05));
    expect(steady.verdict).toBe('no-steady-state');
    expect(steady.driftLog).toBeGreaterThan(0.02);
  });

  it('is not judged by three samples', async () => {
    expect((await sample([600])).steady).toMatchObject({
      verdict: 'too-few-samples',
      lag1: null,
    });
  });

  it('leaves single spikes among the samples, and counts them', async () => {
    const jitter = Array.from({ length: 30 }, (_, index) => 5 + (index % 3) / 100);
    jitter[12] = 50;
    const { samplesMs, steady } = await warmThen(...jitter);
    expect(samplesMs).toContain(50);
    expect(steady).toMatchObject({ verdict: 'steady', outliers: 1 });
  });
});

it('counts the reading of every result where a result is there only once it is read', async () => {
  const { timed, effects } = scripted([0.5]);
  let readMs = 0n;
  const read = async (output: number) => {
    readMs += 1_000_000n;
    timed.consume(output);
  };
  const nowNs = () => effects.nowNs() + readMs;
  const until = { run: timed.run, read, liveCount: timed.liveCount };
  const samples = await sampleUntilRead(until, publish, { ...effects, nowNs });
  expect(samples.samplesMs.every((ms) => Math.abs(ms - 1.5) < 1e-9)).toBe(true);
  expect(samples).toMatchObject({ loopCount: 2, tensorsLeaked: 0 });
});
