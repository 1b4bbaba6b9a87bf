import { type Case, type Experiment, functionOf } from '#lab/experiments/experiment.ts';
import type { Observation, Proof } from '#results/record.ts';
import type { ChildReply, ChildRequest } from './child-messages.ts';
import { openCase } from './open-trial.ts';
import { proveAgainstOracle } from './proof.ts';

/** Compares a case with its float64 oracle at every point, and collects its exact findings. */
export async function proveCase(
  { caseId, points, seed, engine }: ChildRequest,
  experiment: Experiment,
  definition: Case,
  alive: (at: number) => Promise<void>,
): Promise<ChildReply> {
  const computed = functionOf(experiment, definition);
  const opened = await openCase(definition, engine);
  const proofs: Proof[] = [];
  const observations: Observation[] = [];
  for (const at of points) {
    const examined = await opened.examine(at, seed);
    proofs.push(...proveAgainstOracle(caseId, at, examined.values, seed, computed));
    for (const { name, shape, values, labels } of examined.observations) {
      observations.push({
        case: caseId,
        at,
        name,
        shape: [...shape],
        values: [...values],
        ...(labels && { labels: [...labels] }),
      });
    }
    await alive(at);
  }
  return { kind: 'proved', proofs, observations, engine: await opened.describeEngine() };
}
