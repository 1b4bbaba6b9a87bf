import type { OpenBackend } from '#lab/backends/backend.ts';
import type { Experiment, TensorCase } from '#lab/experiments/experiment.ts';
import type { CaseEntry } from '#results/record.ts';
import { type ResolvedCase, resolveCases } from '../resolve-cases.ts';

/** A case that a browser can measure, with the points that it is quick enough for. */
export interface BrowserCase extends ResolvedCase {
  definition: TensorCase;
  points: readonly number[];
}

/** Why a browser cannot measure a case, as a sentence for its record; undefined where it can. */
export function whyNotInBrowser(
  { id, definition, role }: ResolvedCase,
  { id: engine, fused }: OpenBackend,
  wanted: readonly string[],
): string | undefined {
  if (!wanted.includes(id)) return 'the figure that was run does not show it';
  if (role === 'all') return 'a page has one thread';
  if (!('open' in definition)) return 'it needs workers that share memory';
  if (definition.engine !== undefined) return `it runs on ${definition.engine}`;
  const { needs } = definition;
  if (needs !== undefined && fused[needs] === undefined) {
    return `the ${engine} backend has no fused ${needs} kernel`;
  }
  return undefined;
}

/** The cases of an experiment that a browser measures out of those that a figure shows. */
export function browserCases(
  experiment: Experiment,
  backend: OpenBackend,
  wanted: readonly string[],
): BrowserCase[] {
  return resolveCases(experiment, 1).flatMap((each) => {
    if (whyNotInBrowser(each, backend, wanted) !== undefined) return [];
    return [
      { ...each, definition: each.definition as TensorCase, points: each.definition.quickGrid },
    ];
  });
}

/** Every case of the experiment as a record lists it; `points` are those that were measured. */
export function caseEntries(
  experiment: Experiment,
  backend: OpenBackend,
  wanted: readonly string[],
  points: Readonly<Record<string, readonly number[]>>,
): CaseEntry[] {
  return resolveCases(experiment, 1).map((each) => {
    const { id, definition } = each;
    const measured = points[id] ?? [];
    const missing =
      whyNotInBrowser(each, backend, wanted) ??
      (measured.length === 0 ? 'its first call took too long here' : undefined);
    return {
      id,
      threads: 1,
      computes: definition.computes,
      ...(definition.engine === undefined ? {} : { engine: definition.engine }),
      state: missing === undefined ? 'measured' : 'unsupported',
      ...(missing === undefined ? {} : { reason: missing }),
      points: (missing === undefined ? measured : definition.quickGrid).map((at) => ({
        at,
        flops: definition.flops(at),
        sequentialSteps: definition.sequentialSteps(at),
      })),
    };
  });
}
