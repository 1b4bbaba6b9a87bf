import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenBackend } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { functionOf, type KernelCall, type TensorCase } from '#lab/experiments/experiment.ts';
import experiment, { partOf } from '#lab/experiments/kernel-timeline.ts';
import { proveAgainstOracle } from '#lab/run/proof.ts';
import { flopsByPart, watchedTrial } from '#lab/run/watch-kernels.ts';
import { valuesOf } from '../../support/on-backend.ts';

const [n, seed] = [16, 3];
const [pass, unwatched] = experiment.cases as [TensorCase, TensorCase];
const predicted = experiment.predictions as Record<string, number>;
let native: OpenBackend;
beforeAll(async () => {
  native = await (await loadBackend('native')).open();
});

/** A kernel's call, written as "inputs → output". */
function callOf(kernel: string, shapes: string): KernelCall {
  const [inputs, output] = shapes
    .split(' → ')
    .map((side) =>
      side.split(' ').map((shape) => (shape === 'scalar' ? [] : shape.split('×').map(Number))),
    ) as [number[][], [number[]]];
  return { kernel, inputs, output: output[0] };
}

describe('the part of the work that a kernel belongs to, and its work', () => {
  it.each<[string, string, string, number]>([
    ['MatMul', '16×128 128×128 → 16×128', 'projection', 2 * 16 * 128 * 128],
    ['MatMul', '16×128 128×512 → 16×512', 'feed-forward', 2 * 16 * 128 * 512],
    ['MatMul', '16×512 512×128 → 16×128', 'feed-forward', 2 * 16 * 512 * 128],
    ['MatMul', '16×128 512×128 → 16×512', 'output', 2 * 16 * 128 * 512],
    ['BatchMatMulV2', '1×4×16×32 1×4×64×32 → 1×4×16×64', 'attention', 2 * 4 * 16 * 32 * 64],
    ['BatchMatMulV2', '1×4×16×64 1×4×64×32 → 1×4×16×32', 'attention', 2 * 4 * 16 * 64 * 32],
    ['_MklSoftmax', '1×4×16×16 → 1×4×16×16', 'softmax', 5 * 1024],
    ['Add', '1×4×16×16 16×16 → 1×4×16×16', 'element-wise', 1024],
    ['Add', '16×128 16×128 → 16×128', 'element-wise', 2048],
    ['Add', '16×512 1×512 → 16×512', 'element-wise', 8192],
    ['Add', '16×128 1×128 → 16×128', 'element-wise', 2048],
    ['Relu', '16×512 → 16×512', 'element-wise', 8192],
    ['Mul', '1×4×16×32 scalar → 1×4×16×32', 'element-wise', 2048],
    ['Mean', '16×128 1 → 16×1', 'norm', 2048],
    ['Add', '16×1 scalar → 16×1', 'norm', 16],
    ['Mul', '16×128 16×1 → 16×128', 'norm', 2048],
    ['Mul', '16×128 128 → 16×128', 'norm', 2048],
    ['Add', '16×128 128 → 16×128', 'norm', 2048],
    ['Mul', '16×128 scalar → 16×128', 'embedding', 2048],
    ['Add', '1×16×128 16×128 → 1×16×128', 'embedding', 2048],
    ['GatherV2', '512×128 16 scalar → 16×128', 'embedding', 0],
    ['Transpose', '1×16×4×32 4 → 1×4×16×32', 'layout', 0],
  ])('%s of %s is %s, %d', (kernel, shapes, part, flops) => {
    expect(partOf(callOf(kernel, shapes))).toEqual({ part, flops });
  });

  it('adds up to the closed forms of the products, and to their predicted shares', () => {
    const trial = pass.open(n, seed, native.fused);
    const flops = flopsByPart(trial, partOf);
    trial.dispose();
    const products = ['projection', 'attention', 'feed-forward', 'output'];
    const ofProducts = products.reduce((sum, part) => sum + (flops.get(part) as number), 0);
    expect(ofProducts).toBe(pass.flops(n));
    for (const part of products) {
      const share = (flops.get(part) as number) / ofProducts;
      expect(share).toBeCloseTo(predicted[`${part}-flops-${n}`] as number, 12);
    }
  });

  it('counts, of a layer normalisation, its two means and its seven steps', () => {
    const trial = pass.open(n, seed, native.fused);
    const flops = flopsByPart(trial, partOf);
    trial.dispose();
    // 2 + 2 layers have 10. Of each row of d: two means read d, 5 steps write d, 2 write one; and
    // each mean's cast moves without computing.
    expect(flops.get('norm')).toBe(10 * n * (2 * 128 + 5 * 128 + 2));
    expect(flops.get('softmax')).toBe(6 * 5 * 4 * n ** 2);
    expect(flops.get('layout')).toBe(0);
  });
});

it('runs as many kernels as predicted', async () => {
  const trial = watchedTrial(pass.open(n, seed, native.fused), partOf);
  const { spans } = await trial.run();
  await trial.dispose();
  expect(spans.filter(({ part }) => part !== 'dispatch')).toHaveLength(predicted.kernels as number);
});

it('computes the same to the bit whether it is watched or not', async () => {
  const watched = watchedTrial(pass.open(n, seed, native.fused), partOf);
  const { output } = await watched.run();
  await watched.dispose();
  const trial = unwatched.open(n, seed, native.fused);
  expect(output).toEqual(valuesOf(() => trial.run()));
  trial.dispose();
});

it('agrees with its oracle and leaves no tensor behind', () => {
  const alive = tf.memory().numTensors;
  const trial = unwatched.open(n, seed, native.fused);
  const values = valuesOf(() => trial.run());
  trial.dispose();
  expect(tf.memory().numTensors).toBe(alive);
  const proofs = proveAgainstOracle('pass@one', n, values, seed, functionOf(experiment, unwatched));
  expect(proofs.map(({ kind }) => kind)).toEqual(['values', 'argmax']);
});
