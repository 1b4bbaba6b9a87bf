import * as tf from '@tensorflow/tfjs-core';
import type { OpenBackend } from '#lab/backends/backend.ts';
import type { ClockFacts } from '#lab/bench/clock.ts';
import { inBrowser } from '#lab/bench/protocol.ts';
import type { SamplingEffects } from '#lab/bench/sample.ts';
import { sampleUntilRead } from '#lab/bench/sample-until-read.ts';
import { blockSeed, shuffled } from '#lab/bench/schedule.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import type { Block, Proof, Run, Trial } from '#results/record.ts';
import { agreementsOf, fingerprintOf } from '../agreements.ts';
import type { Fingerprint } from '../child-messages.ts';
import { ProofError } from '../proof.ts';
import { rounded, roundedTimes } from '../rounded-times.ts';
import { type BrowserCase, browserCases } from './browser-cases.ts';

/** One pass over all cases, which a worker of its own makes. */
export interface BlockInBrowser {
  block: Block;
  /** Cases that compute the same function, compared on the block's own inputs. */
  proofs: Proof[];
}

interface BlockRequest {
  experiment: Experiment;
  backend: OpenBackend;
  /** By case, the points that were proved. */
  points: Readonly<Record<string, readonly number[]>>;
  seed: number;
  index: number;
  /** When the record began, as `Date.now` tells it. */
  startedAt: number;
  clock: ClockFacts;
  tell(caseId: string): void;
}

/** Times each case over its points, in random order. Throws where cases disagree or leak tensors. */
export async function measureBlockInBrowser(request: BlockRequest): Promise<BlockInBrowser> {
  const { experiment, backend, points, index, startedAt } = request;
  const seed = blockSeed(request.seed, index);
  const wanted = Object.keys(points);
  const cases = browserCases(experiment, backend, wanted);
  const begun = Date.now();
  const runs: Run[] = [];
  const proofs: Proof[] = [];
  const fingerprints = new Map<string, Fingerprint[]>();
  for (const each of shuffled(cases, seed)) {
    request.tell(each.id);
    const startedAtMs = Date.now() - startedAt;
    const start = performance.now();
    const { trials, prints } = await measureCase(each, points[each.id] ?? [], seed, request);
    const wallMs = rounded(performance.now() - start);
    runs.push({ case: each.id, seed, startedAtMs, trials, cpu: { wallMs } });
    fingerprints.set(each.id, prints);
    proofs.push(...agreementsOf(experiment, each, cases, fingerprints));
  }
  const order = runs.map((run) => run.case);
  const block = { index, session: 0, startedAt: new Date(begun).toISOString(), order, runs };
  return { block, proofs };
}

async function measureCase(
  { id, definition }: BrowserCase,
  points: readonly number[],
  seed: number,
  { backend, clock }: BlockRequest,
): Promise<{ trials: Trial[]; prints: Fingerprint[] }> {
  const minSampleMs = Math.max(inBrowser.minSampleMs, (50 * clock.clockStepNs) / 1e6);
  const trials: Trial[] = [];
  const prints: Fingerprint[] = [];
  for (const at of shuffled(points, seed)) {
    const trial = definition.open(at, seed, backend.fused);
    let first: Float32Array | undefined;
    const timed = {
      run: () => tf.tidy(() => trial.run()),
      async read(output: tf.Tensor) {
        const values = await output.data<'float32'>();
        output.dispose();
        if (Number.isNaN(values[0])) throw new ProofError(`${id} at ${at} is not a number`);
        first ??= values.slice();
      },
      liveCount: () => tf.memory().numTensors,
    };
    const samples = await sampleUntilRead(timed, { ...inBrowser, minSampleMs }, effects);
    trial.dispose();
    if (samples.tensorsLeaked !== 0) {
      throw new ProofError(`${id} at ${at} leaks ${samples.tensorsLeaked} tensors`);
    }
    trials.push({ at, ...roundedTimes(samples) });
    prints.push({ at, entries: fingerprintOf(first as Float32Array) });
  }
  return { trials: trials.sort((a, b) => a.at - b.at), prints };
}

/** A page's clock, in ns; it is as coarse as the browser makes it. */
export const pageClockNs = () => BigInt(Math.round(performance.now() * 1e6));

const effects: SamplingEffects = {
  nowNs: pageClockNs,
  yieldToEvents: () => new Promise((resolve) => setTimeout(resolve)),
  collectGarbage: () => undefined,
};
