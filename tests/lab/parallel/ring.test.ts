import { describe, expect, it } from 'vitest';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { flatten, rowsOf } from '#lab/models/oracle/matrix.ts';
import { scaledDotProductOracle } from '#lab/models/oracle/scaled-dot-product.ts';
import { type DenseArray, seededNormal } from '#lab/models/weights.ts';
import { openRing } from '#lab/parallel/ring.ts';
import { expectClose } from '../../support/on-backend.ts';

const [n, dHead] = [12, 4];
const draw = seededNormal(7);
const rows = (deviation: number) => draw([1, 1, n, dHead], deviation);
const inputs = { query: rows(3), key: rows(3), value: rows(1) };
const matrix = ({ shape, values }: DenseArray) => rowsOf({ shape: shape.slice(2), values });
const truth = flatten(
  scaledDotProductOracle(matrix(inputs.query), matrix(inputs.key), matrix(inputs.value)),
);

describe.each([1, 2, 3, 4])('a ring of %d', (workers) => {
  it('is attention, each block seen once by each worker', async () => {
    const backend = await loadBackend('plain');
    const trial = await openRing(inputs, { backend, workers, patienceMs: 30_000 });
    const [first, second] = [await trial.run(), await trial.run()];
    await trial.dispose();
    expectClose(first.output, truth, n);
    expect(second.output).toEqual(first.output);
    for (let lane = 0; lane < workers; lane++) {
      const parts = first.spans.filter((span) => span.lane === lane).map(({ part }) => part);
      const rounds = Array.from({ length: workers - 1 }, () => ['product', 'exchange']).flat();
      expect(parts).toEqual([...rounds, 'product', 'product']);
    }
  });
});

it('positions that cannot be divided are refused', async () => {
  const backend = await loadBackend('plain');
  await expect(openRing(inputs, { backend, workers: 5, patienceMs: 1000 })).rejects.toThrow(
    'workers must divide the positions',
  );
});
