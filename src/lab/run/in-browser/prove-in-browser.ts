import * as tf from '@tensorflow/tfjs-core';
import type { OpenBackend } from '#lab/backends/backend.ts';
import { type Experiment, functionOf, type TensorCase } from '#lab/experiments/experiment.ts';
import type { CaseEntry, Proof } from '#results/record.ts';
import { proveAgainstOracle } from '../proof.ts';
import { browserCases, caseEntries } from './browser-cases.ts';

/** Slower calls are left out: a reader waits for the rest. */
const slowestCallMs = 1500;

/** What is known before anything is timed: what is right, and what is quick enough. */
export interface ProvedInBrowser {
  proofs: Proof[];
  cases: CaseEntry[];
}

/**
 * Compares every case that a browser can run with its float64 oracle, smaller points first, up to
 * the point at which a call takes longer than a reader would wait. Throws a ProofError where a
 * result is wrong.
 */
export async function proveInBrowser(
  experiment: Experiment,
  backend: OpenBackend,
  wanted: readonly string[],
  seed: number,
  tell: (caseId: string, at: number) => void,
): Promise<ProvedInBrowser> {
  const proofs: Proof[] = [];
  const points: Record<string, number[]> = {};
  for (const { id, definition, points: grid } of browserCases(experiment, backend, wanted)) {
    const kept: number[] = [];
    points[id] = kept;
    for (const at of [...grid].sort((a, b) => a - b)) {
      tell(id, at);
      const trial = definition.open(at, seed, backend.fused);
      const call = async () => {
        const start = performance.now();
        const output = tf.tidy(() => trial.run());
        const values = await output.data<'float32'>();
        output.dispose();
        return { values, ms: performance.now() - start };
      };
      const first = await call();
      const { ms } = first.ms > slowestCallMs ? await call() : first;
      const isChecked = trial.check !== undefined;
      trial.dispose();
      if (ms > slowestCallMs) break;
      const checked = isChecked ? await checkValues(definition, at, seed, backend) : first.values;
      const computed = functionOf(experiment, definition);
      proofs.push(...proveAgainstOracle(id, at, checked, seed, computed));
      kept.push(at);
    }
  }
  return { proofs, cases: caseEntries(experiment, backend, wanted, points) };
}

/** What the oracle is compared with where the timed output says too little, from fresh inputs. */
async function checkValues(
  definition: TensorCase,
  at: number,
  seed: number,
  backend: OpenBackend,
): Promise<Float32Array> {
  const trial = definition.open(at, seed, backend.fused);
  const output = tf.tidy(() => (trial.check ?? trial.run).call(trial));
  const values = await output.data<'float32'>();
  output.dispose();
  trial.dispose();
  return values;
}
