import { describe, expect, it } from 'vitest';
import { loadBackend } from '#lab/backends/open-backend.ts';
import backendLadder from '#lab/experiments/backend-ladder.ts';
import { functionOf } from '#lab/experiments/experiment.ts';
import { proveAgainstOracle } from '#lab/run/proof.ts';
import { valuesOf } from '../../support/on-backend.ts';

const seed = 4;
const caseOf = (network: string) => {
  const found = backendLadder.cases.find((each) => each.network === network);
  if (found === undefined) throw new RangeError(`There is no case ${network}.`);
  return found;
};

it('counts a product of 512³, and an encoder layer of 128 positions by its matrix products', () => {
  expect(caseOf('matmul-wasm').flops(512)).toBe(2 * 512 * 512 * 512);
  // Four projections, scores and weighted sum, two products of the feed-forward network.
  const products = [4 * 128 * 256 * 256, 2 * 128 * 128 * 256, 2 * 128 * 256 * 1024];
  const multiplyAdds = products.reduce((sum, each) => sum + each, 0);
  expect(caseOf('encoder-native').flops(128)).toBe(2 * multiplyAdds);
});

it('climbs the same rungs with both workloads, but for the workers', () => {
  const rungs = (computes: string) =>
    backendLadder.cases
      .filter((each) => each.computes === computes)
      .map(({ engine, threads }) => `${engine} ${threads.join()}`);
  const encoder = ['plain one', 'wasm-without-simd one', 'wasm one', 'native one,all'];
  expect(rungs('encoder-layer')).toEqual(encoder);
  expect(rungs('matrix-product')).toEqual([...encoder, 'wasm one']);
});

describe.each(['native', 'wasm', 'plain'] as const)('on %s', (id) => {
  it.each(['matmul', 'encoder'])(
    '%s agrees with its float64 oracle and leaks nothing',
    async (workload) => {
      const definition = caseOf(`${workload}-${id}`);
      const at = definition.grid[0] as number;
      if (!('open' in definition)) throw new TypeError('This case has workers.');
      const { fused } = await (await loadBackend(id)).open();
      const trial = definition.open(at, seed, fused);
      const values = valuesOf(() => trial.run());
      trial.dispose();
      const computed = functionOf(backendLadder, definition);
      expect(proveAgainstOracle('case', at, values, seed, computed)).toHaveLength(1);
    },
  );
});

it('agrees with the oracle in two workers, each of which multiplies half of the rows', async () => {
  const definition = caseOf('matmul-wasm-workers');
  if (!('openWorkers' in definition)) throw new TypeError('This case has no workers.');
  const trial = await definition.openWorkers(512, seed, await loadBackend('wasm'));
  const { output, spans, totalMs } = await trial.run();
  await trial.dispose();
  const computed = functionOf(backendLadder, definition);
  expect(proveAgainstOracle('case', 512, output, seed, computed)).toHaveLength(1);
  expect(new Set(spans.map(({ lane }) => lane))).toEqual(new Set([0, 1]));
  expect(totalMs).toBe(Math.max(...spans.map(({ endMs }) => endMs)));
});
