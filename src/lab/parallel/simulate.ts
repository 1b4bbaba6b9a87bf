import type { Operation } from './schedule.ts';
import type { Interval } from './trace.ts';

/** How long each operation of a stage takes, in any one unit. */
export interface StageTime {
  forward: number;
  backward: number;
}

/**
 * Runs a schedule by its dependencies alone: a forward pass needs that of the stage before, a
 * backward pass the stage's own forward and the backward pass of the stage behind; sending costs
 * nothing. Returns the busy intervals of each stage from time 0. Throws where a schedule deadlocks.
 */
export function simulateSchedule(
  operations: readonly (readonly Operation[])[],
  times: readonly StageTime[],
): Interval[][] {
  const stages = operations.length;
  const ended = new Map<string, number>();
  const intervals: Interval[][] = operations.map(() => []);
  const left = () =>
    operations.some((each, stage) => each.length > (intervals[stage]?.length ?? 0));
  while (left()) {
    let moved = false;
    for (const [stage, own] of operations.entries()) {
      const done = intervals[stage] as Interval[];
      const operation = own[done.length];
      if (operation === undefined) continue;
      const inputsReady = neededBy(operation, stage, stages).map((key) => ended.get(key));
      if (inputsReady.includes(undefined)) continue;
      const start = Math.max(0, done.at(-1)?.endMs ?? 0, ...(inputsReady as number[]));
      const end = start + (times[stage] as StageTime)[operation.kind];
      done.push({ stage, ...operation, startMs: start, endMs: end });
      ended.set(keyOf(operation, stage), end);
      moved = true;
    }
    if (!moved) throw new Error('The schedule deadlocks: every stage waits for another.');
  }
  return intervals;
}

function neededBy(operation: Operation, stage: number, stages: number): string[] {
  const { kind, microBatch } = operation;
  if (kind === 'forward') return stage === 0 ? [] : [keyOf(operation, stage - 1)];
  const ownForward = keyOf({ kind: 'forward', microBatch }, stage);
  return stage === stages - 1 ? [ownForward] : [ownForward, keyOf(operation, stage + 1)];
}

const keyOf = ({ kind, microBatch }: Operation, stage: number) => `${kind} ${microBatch} ${stage}`;
