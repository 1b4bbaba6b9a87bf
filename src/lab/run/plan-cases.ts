import type { Backend } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import type { Protocol } from '#lab/bench/protocol.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import { backendIdOf } from './case-engine.ts';
import type { PlannedCase } from './process-runner.ts';
import { type ResolvedCase, resolveCases } from './resolve-cases.ts';

/** Every case of an experiment with its points and its engine, and why it cannot run, if so. */
export async function planCases(
  experiment: Experiment,
  cores: number,
  mode: Protocol['mode'],
  backend: Backend,
): Promise<(PlannedCase & { unsupported: string | undefined })[]> {
  return Promise.all(
    resolveCases(experiment, cores).map(async (each) => {
      const { definition } = each;
      const engine = definition.engine ?? backend.id;
      const own = await loadBackend(backendIdOf(engine));
      return {
        ...each,
        points: mode === 'quick' ? definition.quickGrid : definition.grid,
        engine,
        backend: own,
        unsupported: whyUnsupported(each, own, backend),
      };
    }),
  );
}

function whyUnsupported(each: ResolvedCase, own: Backend, ofRecord: Backend): string | undefined {
  const { needs, partOf } = { partOf: undefined, ...each.definition };
  if (own.id === 'native' && ofRecord.id !== 'native') {
    return `native TensorFlow does not run here: the record is of ${ofRecord.id}`;
  }
  if (needs !== undefined && !own.kernels.includes(needs)) {
    return `the ${own.id} backend has no fused ${needs} kernel`;
  }
  if (partOf !== undefined && own.id !== 'native') {
    return `the kernels of the ${own.id} backend cannot be watched`;
  }
  if (each.role === 'all' && !own.threaded) {
    return `the ${own.id} backend has one thread in Node`;
  }
  return undefined;
}
