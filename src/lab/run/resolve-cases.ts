import type { Case, Experiment, Threads } from '#lab/experiments/experiment.ts';

/** A case with its thread role resolved on a machine. */
export interface ResolvedCase {
  id: string;
  definition: Case;
  role: Threads;
  threads: number;
}

/** Every case of an experiment, once for each of its thread roles. */
export function resolveCases(experiment: Experiment, cores: number): ResolvedCase[] {
  return experiment.cases.flatMap((definition) =>
    definition.threads.map((role) => ({
      id: `${definition.network}@${role}`,
      definition,
      role,
      threads: role === 'one' ? 1 : cores,
    })),
  );
}
