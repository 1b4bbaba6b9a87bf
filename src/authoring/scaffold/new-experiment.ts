import { fillTemplate, refuseExisting, refuseName, writeNewFile } from './new-file.ts';

/**
 * Makes an experiment that measures at once, `src/lab/experiments/<name>.ts`: two cases that compute
 * the same, and the truth that both must agree with. Returns its path; throws a ScaffoldError.
 */
export function newExperiment(root: string, name: string): string[] {
  refuseName(name, 'experiment');
  refuseExisting(root, `src/results/${name}`);
  const path = `src/lab/experiments/${name}.ts`;
  writeNewFile(root, path, fillTemplate('experiment.ts', { NAME: name }));
  return [path];
}
