import * as tf from '@tensorflow/tfjs-core';
import type { OpenBackend } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import type { Case, CaseEngine, Observation, Trial } from '#lab/experiments/experiment.ts';
import type { OwnClockTrial } from '#lab/parallel/own-clock.ts';
import type { Engine } from '#results/record.ts';
import { backendIdOf, openEngine } from './case-engine.ts';
import { flopsByPart, watchedTrial } from './watch-kernels.ts';

/** A case at one point: timed by the instrument, or by a clock of its own. */
export type OpenTrial =
  | { kind: 'timed'; trial: Trial }
  | { kind: 'own-clock'; trial: OwnClockTrial };

/** A case whose engine is open in this process, or will be in its workers. */
export interface OpenCase {
  /** What computes, with its version. Opens the engine in this process if it is not open yet. */
  describeEngine(): Promise<Pick<Engine, 'library' | 'flags'>>;
  /** Tensors alive in this process. */
  liveCount(): number;
  openTrial(at: number, seed: number): Promise<OpenTrial>;
  /** What the oracle is compared with at a point, and the exact findings there. */
  examine(at: number, seed: number): Promise<{ values: Float32Array; observations: Observation[] }>;
}

export async function openCase(definition: Case, engine: CaseEngine): Promise<OpenCase> {
  if (!('open' in definition)) {
    // The engines live in the workers; this process only waits for them.
    const backend = await loadBackend(backendIdOf(engine));
    const openTrial = async (at: number, seed: number) => ({
      kind: 'own-clock' as const,
      trial: await definition.openWorkers(at, seed, backend),
    });
    return {
      describeEngine: async () => describe(await backend.open()),
      liveCount: () => 0,
      openTrial,
      examine: async (at, seed) => {
        const { trial } = await openTrial(at, seed);
        const { output } = await trial.run();
        await trial.dispose();
        return { values: output, observations: [] };
      },
    };
  }
  const backend = await openEngine(engine);
  return {
    describeEngine: async () => describe(backend),
    liveCount: () => tf.memory().numTensors,
    openTrial: async (at, seed) => {
      const trial = definition.open(at, seed, backend.fused);
      const { partOf } = definition;
      return partOf === undefined
        ? { kind: 'timed', trial }
        : { kind: 'own-clock', trial: watchedTrial(trial, partOf) };
    },
    examine: async (at, seed) => examineTensorCase(definition, backend, at, seed),
  };
}

const describe = ({ library, flags }: OpenBackend) => ({ library, flags });

function examineTensorCase(
  definition: Extract<Case, { open: unknown }>,
  backend: OpenBackend,
  at: number,
  seed: number,
) {
  const { partOf } = definition;
  const observations = [...(definition.observe?.(at, seed, backend.fused) ?? [])];
  const trial = definition.open(at, seed, backend.fused);
  const output = tf.tidy(() => (trial.check ?? trial.run).call(trial));
  const values = output.dataSync<'float32'>().slice();
  output.dispose();
  if (partOf !== undefined) {
    const flops = flopsByPart(trial, partOf);
    observations.push({
      name: 'flops-by-part',
      shape: [flops.size],
      values: [...flops.values()],
      labels: [...flops.keys()],
    });
  }
  trial.dispose();
  return { values, observations };
}
