import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '#lab/models/kernels.ts';
import { directionLike, valueAndSlope } from '#lab/models/oracle/along-direction.ts';
import { gruOracle } from '#lab/models/oracle/gru.ts';
import { minGruOracle } from '#lab/models/oracle/min-gru.ts';
import { fusedGru, type GruKernel, stackGruWeights } from '#lab/models/recurrent/fused-gru.ts';
import { drawGru, gru, gruFlops } from '#lab/models/recurrent/gru.ts';
import { drawMinGru, minGru, minGruFlops, scannedMinGru } from '#lab/models/recurrent/min-gru.ts';
import { lossAndGradients } from '#lab/models/training/gradients.ts';
import { slopeAlong } from '#lab/models/training/next-token.ts';
import { type DenseArray, type OnBackend, seededNormal, toTensors } from '#lab/models/weights.ts';
import { type ComputedFunction, defineExperiment, type TensorCase } from './experiment.ts';

// Must a recurrent network be serial? A GRU looks at its last state before it opens a gate, minGRU does
// not, so that its steps can be joined in any order: in a loop of n steps, or in log₂ n rounds of a scan.

const dModel = 128;
const grid = [16, 64, 256, 1024];

/** A recurrent layer over one sequence: its weights as drawn and as it takes them, and its states. */
interface Layer<Weights extends object, Placed extends object> {
  computes: string;
  draw(seed: number): Weights;
  place(weights: Weights): Placed;
  compute(x: tf.Tensor, weights: OnBackend<Placed>, kernels: Kernels): tf.Tensor;
  states(x: DenseArray, weights: Weights): Float64Array;
  flops(n: number): number;
  /** The sums that a state is made of. */
  reductionLength: number;
}

type Rest = Pick<TensorCase, 'network' | 'sequentialSteps' | 'needs'>;

const rows = (n: number, seed: number) => seededNormal(seed)([n, 1, dModel], 1);

/** The states; and, as in training, loss and gradients of the mean square of all states. */
function casesOf<Weights extends object, Placed extends object>(
  layer: Layer<Weights, Placed>,
  { network, ...rest }: Rest,
): TensorCase[] {
  const shared = { threads: ['one'] as const, grid, quickGrid: [16, 256], ...rest };
  const states: TensorCase = {
    ...shared,
    network,
    computes: layer.computes,
    flops: layer.flops,
    open(n, seed, kernels) {
      const inputs = { x: rows(n, seed), weights: layer.place(layer.draw(seed + 1)) };
      const { tensors, dispose } = toTensors(inputs);
      const { x, weights } = tensors as { x: tf.Tensor; weights: OnBackend<Placed> };
      return { run: () => layer.compute(x, weights, kernels), dispose };
    },
  };
  const training: TensorCase = {
    ...shared,
    network: `${network}-training`,
    computes: `${layer.computes}-slope`,
    flops: (n) => 3 * layer.flops(n),
    open(n, seed, kernels) {
      const drawn = layer.draw(seed + 1);
      const inputs = {
        x: rows(n, seed),
        weights: layer.place(drawn),
        direction: layer.place(directionOf(drawn, seed)),
      };
      const { tensors, dispose } = toTensors(inputs);
      const { x, weights, direction } = tensors as {
        x: tf.Tensor;
        weights: OnBackend<Placed> & object;
        direction: OnBackend<Placed> & object;
      };
      const loss = (asked: typeof weights) =>
        tf.mean(tf.square(layer.compute(x, asked, kernels))) as tf.Scalar;
      return {
        run() {
          const found = lossAndGradients(loss, weights);
          return tf.stack([found.loss, slopeAlong(found.gradients, direction)]);
        },
        dispose,
      };
    },
  };
  return [states, training];
}

const directionOf = <Weights extends object>(weights: Weights, seed: number) =>
  directionLike(weights, seededNormal(seed + 2), 0.1);

function functionsOf<Weights extends object, Placed extends object>({
  computes,
  draw,
  states,
  reductionLength,
}: Layer<Weights, Placed>): Record<string, ComputedFunction> {
  return {
    [computes]: {
      oracle: (n, seed) => states(rows(n, seed), draw(seed + 1)),
      reductionLength: () => reductionLength,
    },
    [`${computes}-slope`]: {
      oracle(n, seed) {
        const weights = draw(seed + 1);
        const loss = (asked: Weights) => {
          const found = states(rows(n, seed), asked);
          return found.reduce((sum, each) => sum + each ** 2, 0) / found.length;
        };
        return valueAndSlope(loss, weights, directionOf(weights, seed));
      },
      reductionLength: (n) => n * dModel,
    },
  };
}

const drawnGru = (seed: number) => drawGru(seededNormal(seed), dModel, dModel);
const ofGru = {
  computes: 'gru',
  draw: drawnGru,
  states: gruOracle,
  flops: (n: number) => gruFlops(n, dModel, dModel),
  reductionLength: 2 * dModel,
};
const gruByOps: Layer<ReturnType<typeof drawnGru>, ReturnType<typeof drawnGru>> = {
  ...ofGru,
  place: (weights) => weights,
  compute: (x, weights, kernels) => gru(x, weights, kernels),
};
const gruFused: Layer<ReturnType<typeof drawnGru>, ReturnType<typeof stackGruWeights>> = {
  ...ofGru,
  place: stackGruWeights,
  compute: (x, weights, { gru: kernel }) => fusedGru(kernel as GruKernel, x, weights),
};
const drawnMinGru = (seed: number) => drawMinGru(seededNormal(seed), dModel, dModel);
const minGruBy = (
  compute: typeof minGru,
): Layer<ReturnType<typeof drawnMinGru>, ReturnType<typeof drawnMinGru>> => ({
  computes: 'min-gru',
  draw: drawnMinGru,
  place: (weights) => weights,
  compute,
  states: minGruOracle,
  flops: (n) => minGruFlops(n, dModel, dModel),
  reductionLength: dModel,
});
const stepwise = (n: number) => n;
const rounds = (n: number) => Math.ceil(Math.log2(n));

export default defineExperiment({
  name: 'scan',
  axis: { name: 'sequenceLength', symbol: 'n' },
  primary: {
    of: { case: 'min-gru-loop@one', at: 256 },
    over: { case: 'min-gru-scan@one', at: 256 },
  },
  shape: { batchSize: 1, dModel },
  cases: [
    ...casesOf(gruByOps, { network: 'gru', sequentialSteps: stepwise }),
    ...casesOf(gruFused, { network: 'gru-fused', sequentialSteps: stepwise, needs: 'gru' }),
    ...casesOf(minGruBy(minGru), { network: 'min-gru-loop', sequentialSteps: stepwise }),
    ...casesOf(minGruBy(scannedMinGru), { network: 'min-gru-scan', sequentialSteps: rounds }),
  ],
  functions: { ...functionsOf(gruByOps), ...functionsOf(minGruBy(minGru)) },
  predictions: { 'rounds-at-1024': rounds(1024) },
});
