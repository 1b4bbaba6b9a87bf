import * as tf from '@tensorflow/tfjs-core';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Kernels } from '#lab/models/kernels.ts';
import { directionLike } from '#lab/models/oracle/along-direction.ts';
import { nextTokenOracle } from '#lab/models/oracle/next-token.ts';
import { adamStart } from '#lab/models/training/adam.ts';
import {
  drawNextToken,
  type NextTokenWeights,
  placeBatch,
  slopeAlong,
  trainingStep,
  trainingStepFlops,
} from '#lab/models/training/next-token.ts';
import {
  causalBlock,
  fusedLstmLayer,
  gruLayer,
  lstmLayer,
  type NextTokenLayer,
} from '#lab/models/training/next-token-layers.ts';
import { type DenseArray, type OnBackend, seededNormal, toTensors } from '#lab/models/weights.ts';
import { type Case, type ComputedFunction, defineExperiment } from './experiment.ts';

// What does a training step cost, when all tokens of the text are there already? A model of the next
// token with one layer: the loss over all positions, all gradients, one step of Adam.

const [dModel, numHeads, vocabularySize] = [128, 4, 64];
// As many weights in each layer, to 1 %. The block's feed-forward network is twice as wide as the
// model, which makes 8d² like the LSTM's; the GRU has three gates for four, and so more units.
const [dFf, gruUnits] = [2 * dModel, 154];
const grid = [16, 64, 256];
const batchSizes = [1, 16];

/** A side of the contest. Networks that compute the same function carry the same name. */
interface Contestant {
  network: string;
  computes: string;
  sequentialSteps(n: number): number;
  needs?: keyof Kernels;
}

const sizesAround = (dHidden: number) => ({ dModel, dHidden, vocabularySize });

function sequencesOf(n: number, batchSize: number, seed: number): number[][] {
  const generator = xoroshiro128plus(seed + 1);
  const token = () => uniformInt(generator, 0, vocabularySize - 1);
  return Array.from({ length: batchSize }, () => Array.from({ length: n + 1 }, token));
}

/** Weights, and the direction in which the gradients are put to the test. */
function drawAll<Weights extends object>(
  { draw, dHidden }: Pick<NextTokenLayer<Weights>, 'draw' | 'dHidden'>,
  seed: number,
) {
  const weights = drawNextToken(seededNormal(seed), draw, sizesAround(dHidden));
  return { weights, direction: directionLike(weights, seededNormal(seed + 2), 0.1) };
}

function casesOf<Weights extends object, Placed extends object>(
  { network, computes, ...rest }: Contestant,
  layer: NextTokenLayer<Weights, Placed>,
): Case[] {
  return batchSizes.map((batchSize) => ({
    network: `${network}-b${batchSize}`,
    threads: ['one'],
    computes: `${computes}-b${batchSize}`,
    grid,
    quickGrid: grid,
    ...rest,
    flops: (n) =>
      trainingStepFlops(n * batchSize, batchSize * layer.flops(n), sizesAround(layer.dHidden)),
    open(n, seed, kernels) {
      const { weights: drawn, direction: along } = drawAll(layer, seed);
      const { tensors, dispose } = toTensors({
        weights: { ...drawn, layer: layer.place(drawn.layer) },
        direction: { ...along, layer: layer.place(along.layer) },
      });
      type Placing = NextTokenWeights<tf.Tensor, OnBackend<Placed>>;
      const [weights, direction] = [tensors.weights, tensors.direction] as [Placing, Placing];
      const batch = placeBatch(sequencesOf(n, batchSize, seed), vocabularySize, layer.rowOrder);
      const state = adamStart(weights);
      const opened = layer.open({ n, batchSize }, kernels);
      const step = () => trainingStep(batch, weights, state, { layer: opened.compute, kernels });
      return {
        run: () => step().loss,
        check() {
          const { loss, gradients } = step();
          return tf.stack([loss, slopeAlong(gradients, direction)]);
        },
        dispose() {
          tf.dispose([batch, state.mean, state.square] as unknown as tf.TensorContainer);
          opened.dispose();
          dispose();
        },
      };
    },
  }));
}

/** Loss and slope in float64, for each batch size. */
function functionsOf<Weights extends object>(
  computes: string,
  layer: Pick<NextTokenLayer<Weights>, 'draw' | 'dHidden' | 'hidden'>,
  longestSum: (rows: number) => number,
): Record<string, ComputedFunction> {
  const functions = batchSizes.map((batchSize): [string, ComputedFunction] => [
    `${computes}-b${batchSize}`,
    {
      oracle(n, seed) {
        const { weights, direction } = drawAll(layer, seed);
        const sequences = sequencesOf(n, batchSize, seed);
        return nextTokenOracle(sequences, weights, direction, layer.hidden);
      },
      reductionLength: (n) => longestSum(n * batchSize),
    },
  ]);
  return Object.fromEntries(functions);
}

/** How many numbers a tree of arrays holds. */
function countWeights(tree: object): number {
  if ('values' in tree && 'shape' in tree) return (tree as DenseArray).values.length;
  return Object.values(tree).reduce((sum, each) => sum + countWeights(each), 0);
}

const [lstm, fusedLstm] = [lstmLayer(dModel), fusedLstmLayer(dModel)];
const gru = gruLayer(dModel, gruUnits);
const transformer = causalBlock(dModel, numHeads, dFf);
const stepwise = (n: number) => n;

// Gradients add up all rows of a batch, products at most 2·dModel terms. The slope adds up all
// weights, which counts for the block alone: a unit that rounding moves over the kink of its ReLU
// changes the slope by a term, not by the rounding of one.
const ofRows = (rows: number) => Math.max(rows, 2 * dModel);

/** How many weights each model has, by its network. */
const predictions = {
  'lstm-weights': countWeights(drawAll(lstm, 0).weights),
  'gru-weights': countWeights(drawAll(gru, 0).weights),
  'transformer-weights': countWeights(drawAll(transformer, 0).weights),
};

export default defineExperiment({
  name: 'training-step',
  axis: { name: 'sequenceLength', symbol: 'n' },
  primary: { of: { case: 'lstm-b1@one', at: 256 }, over: { case: 'transformer-b1@one', at: 256 } },
  shape: { dModel, numHeads, dFf, gruUnits, vocabularySize },
  cases: [
    ...casesOf({ network: 'lstm', computes: 'lstm-step', sequentialSteps: stepwise }, lstm),
    ...casesOf(
      { network: 'lstm-fused', computes: 'lstm-step', sequentialSteps: stepwise, needs: 'lstm' },
      fusedLstm,
    ),
    ...casesOf({ network: 'gru', computes: 'gru-step', sequentialSteps: stepwise }, gru),
    ...casesOf(
      { network: 'transformer', computes: 'transformer-step', sequentialSteps: () => 1 },
      transformer,
    ),
  ],
  functions: {
    ...functionsOf('lstm-step', lstm, ofRows),
    ...functionsOf('gru-step', gru, ofRows),
    ...functionsOf('transformer-step', transformer, () => predictions['transformer-weights']),
  },
  predictions,
});
