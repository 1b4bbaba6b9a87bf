import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenBackend } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { describeClock } from '#lab/bench/clock.ts';
import type { Case, Experiment } from '#lab/experiments/experiment.ts';
import { caseEntries } from '#lab/run/in-browser/browser-cases.ts';
import { measureBlockInBrowser, pageClockNs } from '#lab/run/in-browser/measure-in-browser.ts';
import { proveInBrowser } from '#lab/run/in-browser/prove-in-browser.ts';

const shared = {
  ...{ computes: 'sum', grid: [1, 2, 4], quickGrid: [1, 4] },
  threads: ['one', 'all'],
  flops: (at: number) => at,
  sequentialSteps: () => 1,
} satisfies Partial<Case>;

const summing = (add: number) => (at: number) => {
  const ones = tf.ones([at]);
  return { run: () => tf.add(tf.sum(ones), add), dispose: () => ones.dispose() };
};
const whole: Case = { ...shared, network: 'whole', open: summing(0) };
const experiment: Experiment = {
  ...{ name: 'sums', axis: { name: 'size', symbol: 'n' }, shape: {} },
  cases: [
    whole,
    { ...whole, network: 'again', threads: ['one'] },
    { ...whole, network: 'fused', threads: ['one'], needs: 'lstm' },
    { ...whole, network: 'elsewhere', threads: ['one'], engine: 'native' },
    { ...whole, network: 'hidden', threads: ['one'] },
  ],
  functions: { sum: { oracle: (at) => Float64Array.of(at), reductionLength: (at) => at } },
};
const wanted = ['whole@one', 'whole@all', 'again@one', 'fused@one', 'elsewhere@one'];

let backend: OpenBackend;
beforeAll(async () => {
  backend = await (await loadBackend('plain')).open();
});
afterAll(() => backend.close());

describe('measuring in a page', { timeout: 60_000 }, () => {
  it('says of every case that it leaves out why', () => {
    const entries = caseEntries(experiment, backend, wanted, { 'whole@one': [1, 4] });
    expect(entries.map(({ id, state, reason }) => [id, state, reason])).toEqual([
      ['whole@one', 'measured', undefined],
      ['whole@all', 'unsupported', 'a page has one thread'],
      ['again@one', 'unsupported', 'its first call took too long here'],
      ['fused@one', 'unsupported', 'the plain backend has no fused lstm kernel'],
      ['elsewhere@one', 'unsupported', 'it runs on native'],
      ['hidden@one', 'unsupported', 'the figure that was run does not show it'],
    ]);
  });

  it('proves every point of the quick grid against the oracle, and leaves no tensor', async () => {
    const alive = tf.memory().numTensors;
    const told: string[] = [];
    const { proofs, cases } = await proveInBrowser(experiment, backend, wanted, 7, (id, at) =>
      told.push(`${id} ${at}`),
    );
    expect(told).toEqual(['whole@one 1', 'whole@one 4', 'again@one 1', 'again@one 4']);
    expect(proofs).toHaveLength(4);
    expect(proofs.every(({ against, holds }) => against === 'oracle' && holds)).toBe(true);
    expect(cases.filter(({ state }) => state === 'measured')).toHaveLength(2);
    expect(tf.memory().numTensors).toBe(alive);
  });

  it('refuses a case that is wrong', async () => {
    const wrong = { ...experiment, cases: [{ ...whole, open: summing(0.01) }] };
    await expect(proveInBrowser(wrong, backend, wanted, 7, () => {})).rejects.toThrow(
      'whole@one at 1 differs from oracle by 1.00e-2',
    );
  });

  const measure = (of: Experiment, points = [1]) =>
    measureBlockInBrowser({
      ...{ experiment: of, backend, seed: 7, index: 2, startedAt: Date.now() - 1000 },
      points: { 'whole@one': points, 'again@one': points },
      clock: describeClock(pageClockNs),
      tell: () => {},
    });

  it('gives a block of all cases, in an order of its own, compared with each other', async () => {
    const { block, proofs } = await measure(experiment, [1, 4]);
    expect(block).toMatchObject({ index: 2, session: 0, order: block.runs.map((run) => run.case) });
    expect([...block.order].sort()).toEqual(['again@one', 'whole@one']);
    for (const run of block.runs) {
      expect(run.trials.map(({ at }) => at)).toEqual([1, 4]);
      expect(run.trials.every(({ samplesMs }) => samplesMs.length >= 4)).toBe(true);
    }
    expect(proofs.map((proof) => [proof.case, proof.against, proof.at])).toEqual([
      ['again@one', 'whole@one', 1],
      ['again@one', 'whole@one', 4],
    ]);
  });

  it('refuses cases that disagree', async () => {
    const off = { ...whole, network: 'again', open: summing(0.5) };
    await expect(measure({ ...experiment, cases: [whole, off] })).rejects.toThrow('differs from');
  });

  it('refuses a case that leaves a tensor behind', async () => {
    let left = 1;
    const leaky: Case = {
      ...whole,
      network: 'again',
      open(at) {
        const trial = summing(0)(at);
        const run = () => {
          if (left-- > 0) tf.keep(tf.ones([at]));
          return trial.run();
        };
        return { ...trial, run };
      },
    };
    await expect(measure({ ...experiment, cases: [leaky] })).rejects.toThrow(/leaks 1 tensors/);
  });
});
