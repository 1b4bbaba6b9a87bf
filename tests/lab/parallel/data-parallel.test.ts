import { describe, expect, it } from 'vitest';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { directionLike } from '#lab/models/oracle/along-direction.ts';
import { nextTokenOracle } from '#lab/models/oracle/next-token.ts';
import { drawNextToken } from '#lab/models/training/next-token.ts';
import { causalBlock } from '#lab/models/training/next-token-layers.ts';
import { type DenseArray, seededNormal } from '#lab/models/weights.ts';
import { openDataParallel } from '#lab/parallel/data-parallel.ts';
import { arraysOf } from '#lab/parallel/shared-arrays.ts';
import { expectClose } from '../../support/on-backend.ts';

const sizes = { dModel: 8, numHeads: 2, dFf: 12, vocabularySize: 6 };
const layer = causalBlock(sizes.dModel, sizes.numHeads, sizes.dFf);
const weights = drawNextToken(seededNormal(1), layer.draw, { ...sizes, dHidden: layer.dHidden });
const direction = directionLike(weights, seededNormal(2), 0.1);
const sequences = [
  [0, 1, 2, 3],
  [5, 4, 3, 2],
  [1, 1, 4, 0],
  [2, 5, 0, 1],
];

/** The sum over all weights of gradient times direction. */
function slopeOf(gradients: Float32Array): number {
  const along = arraysOf(direction).flatMap(({ values }: DenseArray) => [...values]);
  return gradients.reduce((sum, each, at) => sum + each * (along[at] as number), 0);
}

async function stepOf(workers: number, given: readonly number[][] = sequences) {
  const backend = await loadBackend('plain');
  const opened = await openDataParallel(weights, given, {
    backend,
    workers,
    sizes,
    patienceMs: 30_000,
  });
  const [first, second] = [await opened.step(), await opened.step()];
  await opened.close();
  expect(second.gradients).toEqual(first.gradients);
  return first;
}

describe.each([1, 2, 4])('training by %d workers', (workers) => {
  it('has the loss of the whole batch, and its slope along a direction through all weights', async () => {
    const { loss, gradients, spans } = await stepOf(workers);
    const truth = nextTokenOracle(sequences, weights, direction, layer.hidden);
    expectClose([loss, slopeOf(gradients)], truth, gradients.length);
    for (let lane = 0; lane < workers; lane++) {
      const parts = spans.filter((span) => span.lane === lane).map(({ part }) => part);
      expect(parts).toEqual(['gradients', 'exchange']);
    }
  });
});

it('every gradient is that of one worker', async () => {
  const [one, two] = [await stepOf(1), await stepOf(2)];
  expectClose(two.gradients, one.gradients, 12);
});

it('without sequences it is the sum alone', async () => {
  const { gradients, spans } = await stepOf(2, []);
  expect(gradients.every((each) => each === 0)).toBe(true);
  expect(spans.map(({ part }) => part)).toEqual(['exchange', 'exchange']);
});

it('a batch that cannot be divided is refused', async () => {
  await expect(stepOf(3)).rejects.toThrow('workers must divide the sequences');
});
