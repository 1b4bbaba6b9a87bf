import { describe, expect, it } from 'vitest';
import type { BackendId } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { flatten, multiply, rowsOf } from '#lab/models/oracle/matrix.ts';
import { seededNormal } from '#lab/models/weights.ts';
import { openRowProduct } from '#lab/parallel/row-product.ts';
import { expectClose } from '../../support/on-backend.ts';
import { threadsOfCrews } from './troubled-crew.ts';

const draw = seededNormal(9);
const left = draw([6, 5], 1);
const right = draw([5, 7], 1);
const truth = flatten(multiply(rowsOf(left), rowsOf(right)));
const patienceMs = 20_000;

describe('a product whose rows are shared out among workers', () => {
  it.each<[BackendId, workers: number]>([
    ['plain', 1],
    ['plain', 3],
    ['wasm', 2],
  ])('on %s, workers %d: equals the float64 product, again and again', async (id, workers) => {
    const backend = await loadBackend(id);
    const product = await openRowProduct(left, right, { backend, workers, patienceMs });
    for (let call = 0; call < 2; call++) {
      const { output, spans, totalMs } = await product.run();
      expectClose(output, truth, 5);
      const lanes = Array.from({ length: workers }, (_, lane) =>
        spans.filter((span) => span.lane === lane),
      );
      for (const lane of lanes) {
        expect(lane.filter(({ part }) => part === 'busy')).toHaveLength(1);
        expect(lane[0]?.startMs).toBe(0);
        expect(lane.at(-1)?.endMs).toBeCloseTo(totalMs, 9);
      }
    }
    await product.dispose();
  });

  it('refuses workers that do not divide the rows, and leaves no thread', async () => {
    const before = threadsOfCrews();
    const backend = await loadBackend('plain');
    await expect(openRowProduct(left, right, { backend, workers: 4, patienceMs })).rejects.toThrow(
      'workers must divide the rows, 6; received 4.',
    );
    expect(threadsOfCrews()).toBe(before);
  });
});
