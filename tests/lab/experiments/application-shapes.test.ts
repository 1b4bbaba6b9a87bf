import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import applicationShapes from '#lab/experiments/application-shapes.ts';
import { functionOf } from '#lab/experiments/experiment.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { proveAgainstOracle } from '#lab/run/proof.ts';
import { valuesOf } from '../../support/on-backend.ts';
import { caseOf, expectProved } from '../../support/prove-case.ts';
import { coreProducts, encoderProducts, product } from '../models/transformer/count-products.ts';

const [translation, questionAnswering, seed] = [1, 3, 20260102];
const [d, numHeads, dFf, vocabularySize] = [128, 4, 512, 512];
const predictions = applicationShapes.predictions as Record<string, number>;

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

describe.each(['encode', 'encode-b8'])('%s', (network) => {
  it.each([translation, questionAnswering])(
    'leaves the vectors, keys and values of the float64 oracle (application %d)',
    (at) => {
      const alive = tf.memory().numTensors;
      const each = caseOf(applicationShapes, network);
      const trial = each.open(at, seed, kernels);
      const values = valuesOf(() => (trial.check as () => tf.Tensor)());
      proveAgainstOracle(network, at, values, seed, functionOf(applicationShapes, each));
      const timed = valuesOf(() => trial.run());
      expect([...timed]).toEqual([...values.slice(0, timed.length)]);
      trial.dispose();
      expect(tf.memory().numTensors).toBe(alive);
    },
  );
});

describe.each(['generate', 'whole', 'whole-recomputed', 'whole-b8'])('%s', (network) => {
  it('chooses the tokens of the float64 oracle, and leaks nothing', () => {
    expectProved(applicationShapes, network, translation, kernels);
  });
});

it.each(['whole', 'whole-b8'])('%s points where the float64 oracle points', (network) => {
  expectProved(applicationShapes, network, questionAnswering, kernels);
});

it('compares tokens that vary, so that equality can fail', () => {
  const { oracle } = functionOf(applicationShapes, caseOf(applicationShapes, 'whole'));
  for (const other of [1, 2, 3]) {
    expect(new Set(oracle(translation, other)).size).toBeGreaterThan(5);
  }
});

describe('the closed forms, product by product', () => {
  // Of a decoder layer: projections of a step, attention to t own positions, then to the source.
  const step = (t: number, n: number) =>
    6 * product(1, d, d) +
    coreProducts(1, t, d, numHeads) +
    coreProducts(1, n, d, numHeads) +
    product(1, d, dFf) +
    product(1, dFf, d);
  const logits = product(1, d, vocabularySize);

  it.each([
    [1, 26, 24],
    [2, 781, 56],
    [4, 512, 256],
  ])('of application %d', (at, n, m) => {
    const pass = 2 * encoderProducts(n, d, numHeads, dFf) + 2 * 2 * product(n, d, d);
    let steps = 0;
    for (let t = 1; t <= m; t++) steps += 2 * step(t, n) + logits;
    const flopsOf = (network: string) => caseOf(applicationShapes, network).flops(at);
    expect(flopsOf('encode')).toBe(pass);
    expect(flopsOf('generate')).toBe(steps);
    expect(flopsOf('whole')).toBe(pass + steps);
    expect(flopsOf('whole-b8')).toBe(8 * flopsOf('whole'));
    expect(caseOf(applicationShapes, 'whole').sequentialSteps(at)).toBe(1 + m);
    const name = applicationNames[at - 1];
    expect(predictions[`${name}-by-work`]).toBeCloseTo(pass / (pass + steps), 12);
    expect(predictions[`${name}-by-passes`]).toBe(1 / (1 + m));
  });

  it('of question answering, which generates nothing', () => {
    const pass = 2 * encoderProducts(127, d, numHeads, dFf);
    expect(caseOf(applicationShapes, 'encode').flops(questionAnswering)).toBe(pass);
    const whole = caseOf(applicationShapes, 'whole');
    expect(whole.flops(questionAnswering)).toBe(pass + product(127, d, 2));
    expect(whole.sequentialSteps(questionAnswering)).toBe(1);
    expect(caseOf(applicationShapes, 'generate').grid).not.toContain(questionAnswering);
  });

  it('of prefixes computed again', () => {
    let prefixes = 0;
    for (let t = 1; t <= 24; t++) {
      const layer = encoderProducts(t, d, numHeads, dFf) + 2 * product(t, d, d);
      prefixes += 2 * (layer + 2 * product(26, d, d) + coreProducts(t, 26, d, numHeads)) + logits;
    }
    const encoder = 2 * encoderProducts(26, d, numHeads, dFf);
    const recomputed = caseOf(applicationShapes, 'whole-recomputed');
    expect(recomputed.flops(translation)).toBe(encoder + prefixes);
  });
});

const applicationNames = ['translation', 'summarisation', 'question-answering', 'chat'];
