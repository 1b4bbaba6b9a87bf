import * as tf from '@tensorflow/tfjs-core';
import { type Experiment, functionOf, type TensorCase } from '#lab/experiments/experiment.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { proveAgainstOracle } from '#lab/run/proof.ts';
import { valuesOf } from './on-backend.ts';

/** The case of a network. Fails where there is none, or where workers compute it. */
export function caseOf(experiment: Experiment, network: string): TensorCase {
  const found = experiment.cases.find((each) => each.network === network);
  if (found === undefined || !('open' in found)) throw new Error(`No case ${network} on tensors.`);
  return found;
}

/** Fails unless a case agrees with its oracle at a point, twice with one trial, and frees all. */
export function expectProved(
  experiment: Experiment,
  network: string,
  at: number,
  kernels: Kernels,
): void {
  const [alive, seed] = [tf.memory().numTensors, 20260102];
  const each = caseOf(experiment, network);
  const trial = each.open(at, seed, kernels);
  for (let call = 0; call < 2; call++) {
    const values = valuesOf(() => trial.run());
    proveAgainstOracle(network, at, values, seed, functionOf(experiment, each));
  }
  trial.dispose();
  if (tf.memory().numTensors !== alive) throw new Error(`${network} leaks its inputs.`);
}

/** How many operations a case hands to the library in one call; those that move no number are free. */
export async function countCalls(
  experiment: Experiment,
  network: string,
  at: number,
): Promise<number> {
  const trial = caseOf(experiment, network).open(at, 1, {});
  const { kernels } = await tf.profile(() => trial.run());
  trial.dispose();
  return kernels.filter(({ name }) => name !== 'Reshape' && name !== 'Identity').length;
}
