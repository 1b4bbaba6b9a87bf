import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { directionLike } from '#lab/models/oracle/along-direction.ts';
import { nextTokenOracle } from '#lab/models/oracle/next-token.ts';
import { drawNextToken, trainingStepFlops } from '#lab/models/training/next-token.ts';
import { causalBlock } from '#lab/models/training/next-token-layers.ts';
import { type DenseArray, seededNormal } from '#lab/models/weights.ts';
import { type BlockWeights, openDataParallel } from '#lab/parallel/data-parallel.ts';
import { arraysOf } from '#lab/parallel/shared-arrays.ts';
import { type ComputedFunction, defineExperiment, type WorkersCase } from './experiment.ts';

// What does a batch divided over workers gain? Loss and gradients of one Transformer block: the same batch by more
// workers, a batch that grows with them, and the sum of their gradients alone.

const sizes = { dModel: 128, numHeads: 4, dFf: 256, vocabularySize: 64 };
const [sequenceLength, batchSize] = [64, 48];
const layer = causalBlock(sizes.dModel, sizes.numHeads, sizes.dFf);
const around = { ...sizes, dHidden: layer.dHidden };
/** Workers. Beyond the cores of a machine they take turns. */
const grid = [1, 2, 3, 4, 6];
const patienceMs = 30_000;

function drawAll(seed: number) {
  const weights = drawNextToken(seededNormal(seed), layer.draw, around);
  return { weights, direction: directionLike(weights, seededNormal(seed + 2), 0.1) };
}

function sequencesOf(count: number, seed: number): number[][] {
  const generator = xoroshiro128plus(seed + 1);
  const token = () => uniformInt(generator, 0, sizes.vocabularySize - 1);
  return Array.from({ length: count }, () => Array.from({ length: sequenceLength + 1 }, token));
}

const flopsOf = (sequences: number) =>
  trainingStepFlops(sequences * sequenceLength, sequences * layer.flops(sequenceLength), around);

/** Σ gradient · direction over all weights. */
function slopeAlong(gradients: Float32Array, direction: BlockWeights): number {
  let [slope, start] = [0, 0];
  for (const { values } of arraysOf(direction) as DenseArray[]) {
    for (let at = 0; at < values.length; at++) {
      slope += (gradients[start + at] as number) * (values[at] as number);
    }
    start += values.length;
  }
  return slope;
}

function caseOf(network: string, sequencesFor: (workers: number) => number): WorkersCase {
  return {
    network,
    threads: ['one'],
    computes: network,
    grid,
    quickGrid: [1, 2],
    flops: (workers) => flopsOf(sequencesFor(workers)),
    sequentialSteps: () => 1,
    async openWorkers(workers, seed, backend) {
      const { weights, direction } = drawAll(seed);
      const sequences = sequencesOf(sequencesFor(workers), seed);
      const options = { backend, workers, sizes, patienceMs };
      const opened = await openDataParallel(weights, sequences, options);
      return {
        async run() {
          const { loss, gradients, totalMs, spans } = await opened.step();
          return {
            totalMs,
            spans,
            output: Float32Array.of(loss, slopeAlong(gradients, direction)),
          };
        },
        dispose: () => opened.close(),
      };
    },
  };
}

function functionOf(sequencesFor: (workers: number) => number): ComputedFunction {
  return {
    oracle(workers, seed) {
      const count = sequencesFor(workers);
      if (count === 0) return Float64Array.of(0, 0);
      const { weights, direction } = drawAll(seed);
      return nextTokenOracle(sequencesOf(count, seed), weights, direction, layer.hidden);
    },
    // A unit that rounding moves over the kink of its ReLU changes the slope by a term.
    reductionLength: () =>
      arraysOf(drawAll(0).weights).reduce((sum, { values }) => sum + values.length, 0),
  };
}

const perWorker = batchSize / 6;
const strong = () => batchSize;
const weak = (workers: number) => perWorker * workers;
const none = () => 0;

export default defineExperiment({
  name: 'data-parallel',
  axis: { name: 'workers', symbol: 'N' },
  primary: { of: { case: 'same-batch@one', at: 1 }, over: { case: 'same-batch@one', at: 2 } },
  shape: { ...sizes, sequenceLength, batchSize, perWorker },
  cases: [caseOf('same-batch', strong), caseOf('growing-batch', weak), caseOf('sum-alone', none)],
  functions: {
    'same-batch': functionOf(strong),
    'growing-batch': functionOf(weak),
    'sum-alone': functionOf(none),
  },
});
