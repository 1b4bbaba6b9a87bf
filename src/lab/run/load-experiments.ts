import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { closest } from 'fastest-levenshtein';
import type { Experiment } from '#lab/experiments/experiment.ts';

const folder = fileURLToPath(new URL('../experiments/', import.meta.url));

/** The names of all experiments: a file each, named for it. */
export function experimentNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'experiment.ts')
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** Throws with the nearest name where there is no experiment of this one. */
export function refuseUnknown(name: string): void {
  const known = experimentNames();
  if (known.includes(name)) return;
  throw new RangeError(
    `There is no experiment "${name}". The nearest is "${closest(name, known)}"; ` +
      `there are ${known.join(', ')}.`,
  );
}

/** Loads an experiment by its name. Throws with the nearest name where there is none. */
export async function loadExperiment(name: string): Promise<Experiment> {
  refuseUnknown(name);
  const module = (await import(`../experiments/${name}.ts`)) as { default: Experiment };
  if (module.default.name !== name) {
    throw new RangeError(
      `src/lab/experiments/${name}.ts defines "${module.default.name}"; expected "${name}".`,
    );
  }
  return module.default;
}
