import type { Experiment } from '#lab/experiments/experiment.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { resolveCases } from '../resolve-cases.ts';

/** Clocks of machines differ by less. */
const clockSkewMs = 24 * 3600 * 1000;

/**
 * What cannot be true of a record that this experiment's code has written, a line each, as
 * `path: expected …; received …`. That it is whole, and its intervals follow from its samples, is
 * known.
 */
export function implausible(record: MeasuredRecord, experiment: Experiment, now: Date): string[] {
  return [...ofCases(record, experiment), ...ofTimes(record), ...ofDates(record, now)];
}

/** Cases, and what closed forms say of them, are the experiment's own. */
function ofCases(record: MeasuredRecord, experiment: Experiment): string[] {
  const found: string[] = [];
  const own = resolveCases(experiment, record.machine.cores);
  const [expected, received] = [own, record.cases].map((cases) => cases.map(({ id }) => id).sort());
  if (expected?.join(' ') !== received?.join(' ')) {
    return [`cases: expected those of the experiment, ${expected?.join(', ')}; received others`];
  }
  for (const [index, { id, computes, state, points }] of record.cases.entries()) {
    const definition = own.find((each) => each.id === id)?.definition;
    if (definition === undefined) continue;
    const path = `cases.${index}`;
    if (computes !== definition.computes) {
      found.push(`${path}.computes: expected ${definition.computes}; received ${computes}`);
    }
    const grid = points.map(({ at }) => at);
    // A browser leaves out what would take it too long.
    const expected =
      record.browser === undefined
        ? definition.grid
        : definition.quickGrid.filter((at) => grid.includes(at));
    if (grid.join() !== expected.join() || grid.length === 0) {
      found.push(`${path}.points: expected ${definition.grid.join()}; received ${grid.join()}`);
      continue;
    }
    for (const { at, flops, sequentialSteps } of points) {
      const [work, steps] = [definition.flops(at), definition.sequentialSteps(at)];
      if (flops !== work || sequentialSteps !== steps) {
        found.push(
          `${path}.points: expected ${work} operations in ${steps} steps at ${at}, by closed forms; ` +
            `received ${flops} in ${sequentialSteps}`,
        );
      }
    }
    const isProved = record.proofs.some((proof) => proof.case === id);
    if (state === 'measured' && !isProved) {
      found.push(`proofs: expected one of ${id}, which was measured; received none`);
    }
  }
  return found;
}

/** What was timed in a process cannot have lasted longer than the process. */
function ofTimes({ blocks }: MeasuredRecord): string[] {
  return blocks.flatMap(({ runs }, block) =>
    runs.flatMap(({ trials, cpu }, run) => {
      const timedMs = trials
        .flatMap(({ samplesMs, loopCount }) => samplesMs.map((sample) => sample * loopCount))
        .reduce((sum, each) => sum + each, 0);
      if (timedMs <= cpu.wallMs * 1.05 + 5) return [];
      const [timed, wall] = [timedMs, cpu.wallMs].map((each) => Math.round(each));
      return [
        `blocks.${block}.runs.${run}: expected samples that fit into ${wall} ms; received ${timed} ms`,
      ];
    }),
  );
}

function ofDates({ startedAt, finishedAt, blocks }: MeasuredRecord, now: Date): string[] {
  const latest = now.getTime() + clockSkewMs;
  if (Date.parse(finishedAt) > latest) {
    return [`finishedAt: expected no date to come; received ${finishedAt}`];
  }
  const [first, last] = [Date.parse(startedAt), Date.parse(finishedAt)];
  return blocks.flatMap((block, index) => {
    const at = Date.parse(block.startedAt);
    if (at >= first && at <= last) return [];
    return [
      `blocks.${index}.startedAt: expected between ${startedAt} and ${finishedAt}; ` +
        `received ${block.startedAt}`,
    ];
  });
}
