import { describe, expect, it } from 'vitest';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { flatten, rowsOf } from '#lab/models/oracle/matrix.ts';
import { selfAttentionOracle } from '#lab/models/oracle/self-attention.ts';
import { feedForward } from '#lab/models/oracle/transformer.ts';
import { drawFeedForward } from '#lab/models/transformer/feed-forward.ts';
import { drawAttention } from '#lab/models/transformer/multi-head-attention.ts';
import { seededNormal } from '#lab/models/weights.ts';
import {
  byHeads,
  columnsThenRows,
  openTensorParallel,
  rowsThenColumns,
  type Share,
} from '#lab/parallel/tensor-parallel.ts';
import { expectClose } from '../../support/on-backend.ts';

const [rows, dModel, dFf, numHeads] = [6, 8, 24, 4];
const draw = seededNormal(3);
const x = draw([rows, dModel], 1);
const network = drawFeedForward(draw, dModel, dFf);
const attention = drawAttention(draw, dModel);

async function sampleOf(shares: Share[]) {
  const backend = await loadBackend('plain');
  const trial = await openTensorParallel(x, shares, { backend, patienceMs: 30_000 });
  try {
    const first = await trial.run();
    const second = await trial.run();
    expect(second.output).toEqual(first.output);
    return first;
  } finally {
    await trial.dispose();
  }
}

describe.each([1, 2, 4])('split over %d workers', (workers) => {
  it.each<[string, () => Share[], string[]]>([
    ['columns, then rows', () => columnsThenRows(network, workers), ['product', 'exchange']],
    [
      'rows, then columns',
      () => rowsThenColumns(network, workers),
      ['product', 'exchange', 'product', 'exchange'],
    ],
  ])('a feed-forward network is the same: %s', async (_, shares, parts) => {
    const { output, spans } = await sampleOf(shares());
    expectClose(output, flatten(feedForward(rowsOf(x), network)), dFf);
    for (let lane = 0; lane < workers; lane++) {
      expect(spans.filter((span) => span.lane === lane).map(({ part }) => part)).toEqual(parts);
    }
  });

  it('self-attention by heads is the same', async () => {
    const { output } = await sampleOf(byHeads(attention, numHeads, workers));
    expectClose(output, selfAttentionOracle(x, attention, numHeads), dModel);
  });
});

it('a sum alone is zeros', async () => {
  const { output } = await sampleOf([{ kind: 'sum-alone' }, { kind: 'sum-alone' }]);
  expect(output.every((each) => each === 0)).toBe(true);
});

it('what cannot be split is refused', () => {
  expect(() => byHeads(attention, numHeads, 3)).toThrow('workers must divide numHeads');
  expect(() => columnsThenRows(network, 5)).toThrow('workers must divide what is split');
});
