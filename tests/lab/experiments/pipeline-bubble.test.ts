import { describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import { functionOf, type WorkersCase } from '#lab/experiments/experiment.ts';
import pipelineBubble from '#lab/experiments/pipeline-bubble.ts';
import { type Schedule, trainingOperations } from '#lab/parallel/schedule.ts';
import { simulateSchedule } from '#lab/parallel/simulate.ts';
import { proveAgainstOracle } from '#lab/run/proof.ts';
import { threadsOfCrews } from '../parallel/troubled-crew.ts';

// Read by the native library when the first thread loads it.
Object.assign(process.env, native.environment(1));

const seed = 6;
const caseOf = (network: string) =>
  pipelineBubble.cases.find((each) => each.network === network) as WorkersCase;

/** Two stages whose forward pass takes 1 and whose backward pass takes 3: it computes forward again. */
function simulated(schedule: Schedule, microBatches: number) {
  const size = { stages: 2, microBatches };
  const operations = [0, 1].map((stage) => trainingOperations(schedule, size, stage));
  const time = { forward: 1, backward: 3 };
  const intervals = simulateSchedule(operations, [time, time]).flat();
  const makespan = Math.max(...intervals.map(({ endMs }) => endMs));
  const busy = intervals.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return { makespan, idleShare: 1 - busy / (2 * makespan) };
}

describe.each(['gpipe', '1f1b'] as const)('the closed forms of %s', (schedule) => {
  it.each([1, 2, 4, 8, 16])('are those of its dependencies, M = %d', (M) => {
    const { makespan, idleShare } = simulated(schedule, M);
    const predicted = pipelineBubble.predictions as Record<string, number>;
    expect(predicted[`bubble-m${M}`]).toBeCloseTo(idleShare, 12);
    // One worker makes every pass of both stages.
    expect(predicted[`speed-up-m${M}`]).toBeCloseTo((2 * M * (1 + 3)) / makespan, 12);
    const steps = (network: string) => caseOf(network).sequentialSteps(M);
    const speedUp = steps('one-worker') / steps(schedule);
    expect(predicted[`speed-up-m${M}`]).toBeCloseTo(speedUp, 12);
  });
});

it('computes a third more than the undivided step, for each forward pass is made twice', () => {
  const ratio = caseOf('gpipe').flops(4) / caseOf('undivided').flops(1);
  expect(ratio).toBeCloseTo(4 / 3, 12);
  expect(pipelineBubble.predictions?.['computed-again']).toBe(ratio);
});

it('agrees with the float64 step in loss and slope, whoever computes, and leaves no thread', async () => {
  const before = threadsOfCrews();
  for (const [network, M, lanes] of [
    ['gpipe', 4, 2],
    ['1f1b', 4, 2],
    ['one-worker', 1, 1],
    ['undivided', 1, 1],
  ] as const) {
    const definition = caseOf(network);
    const trial = await definition.openWorkers(M, seed, native);
    const { output, spans, totalMs } = await trial.run();
    await trial.dispose();
    const computed = functionOf(pipelineBubble, definition);
    expect(proveAgainstOracle(network, M, output, seed, computed)).toHaveLength(1);
    expect(new Set(spans.map(({ lane }) => lane)).size).toBe(lanes);
    expect(Math.max(...spans.map(({ endMs }) => endMs))).toBeCloseTo(totalMs, 9);
    const passes = spans.filter(({ part }) => part === 'backward').map(({ label }) => label);
    if (lanes === 2) expect(passes.sort().join(' ')).toBe('1 1 2 2 3 3 4 4');
  }
  expect(threadsOfCrews()).toBe(before);
}, 60_000);
