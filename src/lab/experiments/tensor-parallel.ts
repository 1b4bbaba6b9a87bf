import { flatten, rowsOf } from '#lab/models/oracle/matrix.ts';
import { selfAttentionOracle } from '#lab/models/oracle/self-attention.ts';
import { feedForward as feedForwardOracle } from '#lab/models/oracle/transformer.ts';
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
import { defineExperiment, type WorkersCase } from './experiment.ts';

// When does it pay to cut a layer's own matrices? A feed-forward network over two workers, columns then rows and
// the other way round, and self-attention by heads; beside them one worker, and the sum alone.

const [rows, numHeads] = [128, 4];
const grid = [64, 128, 256, 512];
const patienceMs = 30_000;

const xOf = (d: number, seed: number) => seededNormal(seed)([rows, d], 1);
const networkOf = (d: number, seed: number) => drawFeedForward(seededNormal(seed + 1), d, 4 * d);
const attentionOf = (d: number, seed: number) => drawAttention(seededNormal(seed + 2), d);

function caseOf(
  network: string,
  computes: string,
  flops: (d: number) => number,
  sharesOf: (d: number, seed: number) => Share[],
): WorkersCase {
  return {
    network,
    threads: ['one'],
    computes,
    grid,
    quickGrid: [64, 256],
    flops,
    sequentialSteps: () => 1,
    openWorkers: (d, seed, backend) =>
      openTensorParallel(xOf(d, seed), sharesOf(d, seed), { backend, patienceMs }),
  };
}

const networkFlops = (d: number) => 16 * rows * d ** 2;
const attentionFlops = (d: number) => 8 * rows * d ** 2 + 4 * rows ** 2 * d;
const feedForward = (network: string, workers: number, cut: typeof columnsThenRows) =>
  caseOf(network, 'feed-forward', networkFlops, (d, seed) => cut(networkOf(d, seed), workers));
const attention = (network: string, workers: number) =>
  caseOf(network, 'attention', attentionFlops, (d, seed) =>
    byHeads(attentionOf(d, seed), numHeads, workers),
  );

export default defineExperiment({
  name: 'tensor-parallel',
  axis: { name: 'dModel', symbol: 'd' },
  primary: { of: { case: 'whole@one', at: 512 }, over: { case: 'columns-rows@one', at: 512 } },
  shape: { rows, numHeads, workers: 2 },
  cases: [
    feedForward('whole', 1, columnsThenRows),
    feedForward('columns-rows', 2, columnsThenRows),
    feedForward('rows-columns', 2, rowsThenColumns),
    attention('all-heads', 1),
    attention('half-of-the-heads', 2),
    caseOf(
      'sum-alone',
      'nothing',
      () => 0,
      () => [{ kind: 'sum-alone' }, { kind: 'sum-alone' }],
    ),
  ],
  functions: {
    'feed-forward': {
      oracle: (d, seed) => flatten(feedForwardOracle(rowsOf(xOf(d, seed)), networkOf(d, seed))),
      reductionLength: (d) => 4 * d,
    },
    attention: {
      oracle: (d, seed) => selfAttentionOracle(xOf(d, seed), attentionOf(d, seed), numHeads),
      reductionLength: (d) => Math.max(rows, d),
    },
    nothing: {
      oracle: (d) => new Float64Array(rows * d),
      reductionLength: () => 1,
    },
  },
});
