import { describe, expect, it } from 'vitest';
import { bestPlan, memoryBytes } from '#scaling/best-plan.ts';
import { hardware } from '#scaling/hardware.ts';
import { devicesOf, microBatches, type Plan, planProblems } from '#scaling/plan.ts';
import { stepTime } from '#scaling/step-time.ts';

const shape = {
  layers: 96,
  dModel: 12_288,
  numHeads: 96,
  sequenceLength: 2048,
  vocabularySize: 51_200,
};
const plan: Plan = {
  tensor: 8,
  context: 1,
  pipeline: 8,
  virtualStages: 3,
  data: 4,
  batchSize: 256,
  microBatchSize: 1,
  recomputation: 'selective',
  sequenceParallel: true,
};

describe('a plan', () => {
  it('that fits has no problem', () => {
    expect(planProblems(shape, plan)).toEqual([]);
    expect([devicesOf(plan), microBatches(plan)]).toEqual([256, 64]);
  });

  it.each<[Partial<Plan>, object]>([
    [{ tensor: 7 }, { rule: 'heads', received: 96, divisor: 7 }],
    [{ pipeline: 10 }, { rule: 'layers', received: 96, divisor: 30 }],
    [{ context: 3 }, { rule: 'positions', received: 2048, divisor: 3 }],
    [{ data: 3 }, { rule: 'batch', received: 256, divisor: 3 }],
    [{ data: 64 }, { rule: 'interleaving', received: 4, divisor: 8 }],
    [{ pipeline: 0 }, { rule: 'whole', size: 'pipeline', received: 0 }],
    [{ microBatchSize: 1.5 }, { rule: 'whole', size: 'microBatchSize', received: 1.5 }],
  ])('with %o says which rule is broken', (change, problem) => {
    expect(planProblems(shape, { ...plan, ...change })).toContainEqual(problem);
  });
});

describe('the time of a step', () => {
  it('is the sum of its parts', () => {
    const { total, ...parts } = stepTime(shape, plan, hardware.A100);
    const sum = Object.values(parts).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(total, 9);
  });

  it('without other devices has no message and no bubble', () => {
    const alone = { ...plan, tensor: 1, pipeline: 1, virtualStages: 1, data: 1 };
    const time = stepTime(shape, alone, hardware.A100);
    expect([time.tensorSums, time.stageMessages, time.gradientSums, time.bubble]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('halves its products on twice the copies, and its bubble grows with fewer micro-batches', () => {
    const [few, many] = [plan, { ...plan, data: 8 }].map((each) =>
      stepTime(shape, each, hardware.A100),
    );
    expect((few?.products ?? 0) / (many?.products ?? 1)).toBeCloseTo(2, 9);
    expect((few?.bubble ?? 0) / (many?.bubble ?? 1)).toBeCloseTo(1, 9);
  });
});

describe('the best plan', () => {
  it.each([64, 1024, 98_304])('for %d devices uses them all and fits', (devices) => {
    const best = bestPlan(shape, 98_304, devices, hardware.A100);
    expect(best && devicesOf(best.plan)).toBe(devices);
    expect(best && planProblems(shape, best.plan)).toEqual([]);
    expect(best?.memoryBytes).toBeLessThan(hardware.A100.memoryBytes);
  });

  it('is no slower than any that a paper used for the same network and devices', () => {
    const published = { ...plan, batchSize: 64, data: 1 };
    expect(memoryBytes(shape, published)).toBeLessThan(hardware.A100.memoryBytes);
    const best = bestPlan(shape, 64, 64, hardware.A100);
    expect(best?.time.total).toBeLessThanOrEqual(stepTime(shape, published, hardware.A100).total);
  });

  it('is none where the network does not fit, or the batch cannot be divided', () => {
    expect(bestPlan(shape, 64, 8, hardware.V100)).toBeUndefined();
    expect(bestPlan(shape, 63, 1024, hardware.A100)).toBeUndefined();
  });
});
