import { describe, expect, it } from 'vitest';
import { activationBytes, layerActivationBytes, stateBytes } from '#scaling/memory.ts';
import type { Plan } from '#scaling/plan.ts';

const shape = {
  layers: 8,
  dModel: 1024,
  numHeads: 16,
  sequenceLength: 512,
  vocabularySize: 32_000,
};
const plan: Plan = {
  tensor: 1,
  context: 1,
  pipeline: 1,
  virtualStages: 1,
  data: 1,
  batchSize: 32,
  microBatchSize: 2,
  recomputation: 'none',
  sequenceParallel: false,
};

/**
 * What a layer keeps, list by list (Korthikanti et al. 2022, sec. 4.1): 16 bits a number, 8 a mask.
 */
function kept(b: number, t: number, positionsSplit: boolean): number {
  const { sequenceLength: s, dModel: h, numHeads: a } = shape;
  const sbh = s * b * h;
  const outside = 2 * (2 * sbh) + 2 * sbh + 2 * (1 * sbh) + 2 * sbh; // norms, two inputs, two masks
  const inside = 3 * 2 * sbh + 2 * sbh + 8 * sbh + 8 * sbh; // q, k, v; values mixed; around GELU
  const scores = 2 * a * s * s * b + 1 * a * s * s * b + 2 * a * s * s * b; // softmax, mask, dropout
  return outside / (positionsSplit ? t : 1) + (inside + scores) / t;
}

describe('the activations of a layer', () => {
  it.each([
    [1, false],
    [4, false],
    [4, true],
  ])('on %d devices are what it keeps, list by list (positions split: %s)', (tensor, split) => {
    const own = { ...plan, tensor, sequenceParallel: split };
    expect(layerActivationBytes(shape, 2, own, 'none')).toBe(kept(2, tensor, split));
  });

  it('are its input alone where it is computed again', () => {
    expect(layerActivationBytes(shape, 2, plan, 'full')).toBe(2 * 512 * 2 * 1024);
  });
});

describe('the activations of the first stage', () => {
  it('are those of all layers, for as many micro-batches as there are stages', () => {
    const layer = layerActivationBytes(shape, 2, plan, 'none');
    expect(activationBytes(shape, plan)).toBe(8 * layer);
    expect(activationBytes(shape, { ...plan, pipeline: 4 })).toBe(2 * 4 * layer);
    // Two micro-batches are all there are.
    expect(activationBytes(shape, { ...plan, pipeline: 4, batchSize: 4 })).toBe(2 * 2 * layer);
  });

  it('are more where the pipeline is interleaved', () => {
    const own = { ...plan, pipeline: 4, virtualStages: 2 };
    const plainly = activationBytes(shape, { ...own, virtualStages: 1 });
    expect(activationBytes(shape, own) / plainly).toBeCloseTo(1 + 3 / 8, 12);
  });
});

// Rajbhandari et al. 2020, figure 1: 7.5 billion parameters over 64 devices.
it.each([
  [0, 120],
  [1, 31.4],
  [2, 16.6],
  [3, 1.9],
] as const)('the states of ZeRO-%d are %d GB', (stage, gigabytes) => {
  expect(stateBytes(7.5e9, 64, stage) / 1e9).toBeCloseTo(gigabytes, 1);
});
