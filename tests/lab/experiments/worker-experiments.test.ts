import { describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import dataParallel from '#lab/experiments/data-parallel.ts';
import { type Experiment, functionOf, type WorkersCase } from '#lab/experiments/experiment.ts';
import scalingLaws from '#lab/experiments/scaling-laws.ts';
import tensorParallel from '#lab/experiments/tensor-parallel.ts';
import { proveAgainstOracle } from '#lab/run/proof.ts';
import { product } from '../models/transformer/count-products.ts';
import { threadsOfCrews } from '../parallel/troubled-crew.ts';

// Read by the native library when the first thread loads it.
Object.assign(process.env, native.environment(1));

const seed = 6;
const caseOf = (experiment: Experiment, network: string) =>
  experiment.cases.find((each) => each.network === network) as WorkersCase;

describe.each<[Experiment, readonly [network: string, at: number, lanes: number][]]>([
  [
    dataParallel,
    [
      ['same-batch', 2, 2],
      ['growing-batch', 3, 3],
      ['sum-alone', 2, 2],
    ],
  ],
  [
    tensorParallel,
    [
      ['whole', 64, 1],
      ['columns-rows', 64, 2],
      ['rows-columns', 64, 2],
      ['all-heads', 64, 1],
      ['half-of-the-heads', 64, 2],
      ['sum-alone', 64, 2],
    ],
  ],
  [
    scalingLaws,
    [
      ['same-product', 3, 3],
      ['growing-product', 2, 2],
    ],
  ],
])('$name', (experiment, cases) => {
  it.each(cases)(
    '%s at %d agrees with the float64 oracle on %d lanes',
    async (network, at, lanes) => {
      const before = threadsOfCrews();
      const definition = caseOf(experiment, network);
      const trial = await definition.openWorkers(at, seed, native);
      const { output, spans, totalMs } = await trial.run();
      await trial.dispose();
      const computed = functionOf(experiment, definition);
      expect(proveAgainstOracle(network, at, output, seed, computed)).toHaveLength(1);
      expect(new Set(spans.map(({ lane }) => lane)).size).toBe(lanes);
      expect(Math.max(...spans.map(({ endMs }) => endMs))).toBeCloseTo(totalMs, 6);
      expect(threadsOfCrews()).toBe(before);
    },
  );
});

describe('the closed forms', () => {
  it('of a batch: the same for any number of workers, or as much again for each', () => {
    const { flops } = caseOf(dataParallel, 'same-batch');
    const growing = caseOf(dataParallel, 'growing-batch').flops;
    expect(flops(6)).toBe(flops(1));
    expect(growing(6)).toBe(flops(1));
    expect(growing(3)).toBeCloseTo(3 * growing(1), -3);
    expect(caseOf(dataParallel, 'sum-alone').flops(2)).toBe(0);
  });

  it.each(['whole', 'columns-rows', 'rows-columns'])(
    'of %s: two products of 128 rows',
    (network) => {
      for (const d of [64, 512]) {
        const both = product(128, 4 * d, d) + product(128, d, 4 * d);
        expect(caseOf(tensorParallel, network).flops(d)).toBe(both);
      }
    },
  );

  it('of attention: four projections, scores and sums', () => {
    const expected = 4 * product(128, 64, 64) + 2 * product(128, 128, 64);
    expect(caseOf(tensorParallel, 'all-heads').flops(64)).toBe(expected);
  });

  it('of a product by rows: the same for all, or as many rows for each', () => {
    expect(caseOf(scalingLaws, 'same-product').flops(4)).toBe(product(768, 384, 384));
    expect(caseOf(scalingLaws, 'growing-product').flops(4)).toBe(product(4 * 256, 384, 384));
  });
});
