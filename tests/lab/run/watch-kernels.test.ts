import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KernelCall, Trial } from '#lab/experiments/experiment.ts';
import { openEngine } from '#lab/run/case-engine.ts';
import { betweenKernels, flopsByPart, watchedTrial } from '#lab/run/watch-kernels.ts';

const partOf = ({ kernel, inputs, output }: KernelCall) =>
  kernel.includes('MatMul')
    ? { part: 'product', flops: 2 * (inputs[0]?.[1] ?? 0) * output.reduce((a, b) => a * b, 1) }
    : { part: 'other', flops: output.reduce((a, b) => a * b, 1) };

describe('a watched call on native TensorFlow', () => {
  let x: tf.Tensor2D;
  let trial: Trial;
  beforeAll(async () => {
    await openEngine('native');
    x = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    trial = {
      run: () => tf.relu(tf.matMul(tf.transpose(x), x)), // [3, 3]
      dispose: () => undefined,
    };
  });
  afterAll(() => x.dispose());

  it('gives what it gives unwatched, and leaks nothing', async () => {
    const alive = tf.memory().numTensors;
    const { output } = await watchedTrial(trial, partOf).run();
    expect(tf.memory().numTensors).toBe(alive);
    expect([...output]).toEqual([17, 22, 27, 22, 29, 36, 27, 36, 45]);
  });

  it('leaves no gap and no overlap from its start to its end', async () => {
    const { spans, totalMs } = await watchedTrial(trial, partOf).run();
    let reachedMs = 0;
    for (const { startMs, endMs } of spans) {
      expect(startMs).toBe(reachedMs);
      expect(endMs).toBeGreaterThanOrEqual(startMs);
      reachedMs = endMs;
    }
    expect(reachedMs).toBe(totalMs);
    const kernels = spans.filter(({ part }) => part !== betweenKernels);
    expect(kernels.map(({ label }) => label)).toEqual(['Transpose', 'BatchMatMulV2', 'Relu']);
  });

  it('counts the work of each part: 2·3·2·3 in the product', () => {
    expect(flopsByPart(trial, partOf)).toEqual(
      new Map([
        ['other', 6 + 9],
        ['product', 2 * 2 * 9],
      ]),
    );
  });

  it('watches no longer than the call', async () => {
    const backend = tf.backend() as unknown as { executeSingleOutput: unknown };
    const { executeSingleOutput } = backend;
    await watchedTrial(trial, partOf).run();
    expect(backend.executeSingleOutput).toBe(executeSingleOutput);
  });
});
