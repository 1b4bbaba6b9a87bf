import { flatten, multiply, rowsOf } from '#lab/models/oracle/matrix.ts';
import { seededNormal } from '#lab/models/weights.ts';
import { openRowProduct } from '#lab/parallel/row-product.ts';
import { defineExperiment, type WorkersCase } from './experiment.ts';

// How does time fall with workers, and how does it rise? A matrix product by rows over N workers: the same product
// for all, and a product that grows with them. Beyond the cores of a machine workers take turns, and what is
// measured is what taking turns costs.

const [inner, columns] = [384, 384];
const rowsOfAll = 768;
const rowsPerWorker = 256;
const grid = [1, 2, 3, 4, 6];
const patienceMs = 30_000;

function factors(rows: number, seed: number) {
  const draw = seededNormal(seed);
  return { left: draw([rows, inner], 1), right: draw([inner, columns], 1) };
}

function caseOf(network: string, rowsFor: (workers: number) => number): WorkersCase {
  return {
    network,
    threads: ['one'],
    computes: network,
    grid,
    quickGrid: [1, 2],
    flops: (workers) => 2 * rowsFor(workers) * inner * columns,
    sequentialSteps: () => 1,
    openWorkers(workers, seed, backend) {
      const { left, right } = factors(rowsFor(workers), seed);
      return openRowProduct(left, right, { backend, workers, patienceMs });
    },
  };
}

const functionOf = (rowsFor: (workers: number) => number) => ({
  oracle(workers: number, seed: number) {
    const { left, right } = factors(rowsFor(workers), seed);
    return flatten(multiply(rowsOf(left), rowsOf(right)));
  },
  reductionLength: () => inner,
});

const same = () => rowsOfAll;
const growing = (workers: number) => rowsPerWorker * workers;

export default defineExperiment({
  name: 'scaling-laws',
  axis: { name: 'workers', symbol: 'N' },
  primary: { of: { case: 'same-product@one', at: 1 }, over: { case: 'same-product@one', at: 2 } },
  shape: { rows: rowsOfAll, rowsPerWorker, inner, columns },
  cases: [caseOf('same-product', same), caseOf('growing-product', growing)],
  functions: { 'same-product': functionOf(same), 'growing-product': functionOf(growing) },
});
