import * as tf from '@tensorflow/tfjs-core';
import type { Sampling } from '#lab/bench/protocol.ts';
import { type SamplingEffects, sampleOwnClock, sampleTrial } from '#lab/bench/sample.ts';
import type { Trial as OpenedTrial } from '#lab/experiments/experiment.ts';
import type { OwnClockSample, OwnClockTrial, Span } from '#lab/parallel/own-clock.ts';
import type { Trial } from '#results/record.ts';
import type { OpenCase } from './open-trial.ts';
import { ProofError } from './proof.ts';
import { rounded, roundedTimes } from './rounded-times.ts';

interface SampledCase {
  trial: Trial;
  /** Of the first call: cases that compute the same function are compared by it. */
  firstOutput: Float32Array;
}

/** Throws where a call's output is not that of the first. */
export type AgreeWithFirst = (output: Float32Array, first: Float32Array) => void;

/**
 * Opens a case at a point, takes its samples and closes it again. Threads may race in one call of a
 * hundred, so every call on a clock of its own is held against the first.
 */
export async function sampleCase(
  opened: OpenCase,
  at: number,
  seed: number,
  sampling: Sampling,
  keepTimeline: boolean,
  agree: AgreeWithFirst,
): Promise<SampledCase> {
  const { kind, trial } = await opened.openTrial(at, seed);
  try {
    if (kind === 'timed') return await sampleByInstrument(opened, trial, at, sampling);
    return await sampleByOwnClock(opened, trial, at, sampling, keepTimeline, agree);
  } finally {
    await trial.dispose();
  }
}

async function sampleByInstrument(
  opened: OpenCase,
  trial: OpenedTrial,
  at: number,
  sampling: Sampling,
): Promise<SampledCase> {
  let firstOutput: Float32Array | undefined;
  const consume = (output: tf.Tensor) => {
    const values = output.dataSync<'float32'>();
    refuseNaN(values, at);
    firstOutput ??= values.slice();
    output.dispose();
  };
  const timed = { run: () => tf.tidy(() => trial.run()), consume, liveCount: opened.liveCount };
  const samples = await sampleTrial(timed, sampling, effects);
  return { trial: { at, ...roundedTimes(samples) }, firstOutput: firstOutput as Float32Array };
}

async function sampleByOwnClock(
  opened: OpenCase,
  trial: OwnClockTrial,
  at: number,
  sampling: Sampling,
  keepTimeline: boolean,
  agree: AgreeWithFirst,
): Promise<SampledCase> {
  const calls: Omit<OwnClockSample, 'output'>[] = [];
  let firstOutput: Float32Array | undefined;
  const callMs = async () => {
    const { output, ...sample } = await trial.run();
    refuseNaN(output, at);
    firstOutput ??= output;
    agree(output, firstOutput);
    calls.push(sample);
    return sample.totalMs;
  };
  const samples = await sampleOwnClock(callMs, opened.liveCount, sampling, effects);
  const kept = calls.slice(-samples.samplesMs.length);
  return {
    trial: {
      at,
      ...roundedTimes(samples),
      partsMs: partsOf(kept),
      ...(keepTimeline && { spans: medianOf(kept).spans.map(roundedSpan) }),
    },
    firstOutput: firstOutput as Float32Array,
  };
}

/** What each part took in each sample, over all lanes; 0 where a sample has none of it. */
function partsOf(samples: readonly Pick<OwnClockSample, 'spans'>[]): Record<string, number[]> {
  const parts: Record<string, number[]> = {};
  for (const [index, { spans }] of samples.entries()) {
    for (const { part, startMs, endMs } of spans) {
      parts[part] ??= samples.map(() => 0);
      const sums = parts[part];
      sums[index] = (sums[index] as number) + endMs - startMs;
    }
  }
  for (const sums of Object.values(parts)) {
    for (const [index, sum] of sums.entries()) sums[index] = rounded(sum);
  }
  return parts;
}

function medianOf<Sample extends Pick<OwnClockSample, 'totalMs'>>(samples: readonly Sample[]) {
  const sorted = [...samples].sort((a, b) => a.totalMs - b.totalMs);
  return sorted[Math.floor(sorted.length / 2)] as Sample;
}

const roundedSpan = (span: Span): Span => ({
  ...span,
  startMs: rounded(span.startMs),
  endMs: rounded(span.endMs),
});

function refuseNaN(values: Float32Array, at: number): void {
  if (Number.isNaN(values[0])) throw new ProofError(`the output at ${at} is not a number`);
}

const effects: SamplingEffects = {
  nowNs: () => process.hrtime.bigint(),
  yieldToEvents: () => new Promise<void>((resolve) => setImmediate(resolve)),
  collectGarbage: () => (globalThis as { gc?: () => void }).gc?.(),
};
