import * as tf from '@tensorflow/tfjs-core';
import { flatten, multiply, rowsOf } from '#lab/models/oracle/matrix.ts';
import { layersAtOnce, layersStepByStep, type SequenceLayer } from '#lab/models/sequence-layers.ts';
import { encoderLayerFlops } from '#lab/models/transformer/encoder-layer.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { logLogSlope } from '#statistics/slope.ts';
import { type Case, defineExperiment, type Threads } from './experiment.ts';

// How does the time of one layer grow with the length of the sequence: of layers that take all
// positions at once, and of recurrent ones, which take them one after another?

const dModel = 256;
const widths = { dModel, numHeads: 4, dFf: 4 * dModel, kernelWidth: 3 };
const roofSize = 1024;
const atOnce = layersAtOnce(widths);
const stepByStep = layersStepByStep(widths);

const fine = [16, 64, 128, 256, 512, 1024];
// The second thread, and the layers that are set beside the first three, at every fourth length.
const coarse = [16, 64, 256, 1024];

// Written before the measurement. Lengths at which two layers need the same number of
// multiply-adds: QKᵀ and AV alone 4n²d = 4nd² of an Elman network; the attention layer
// 8nd² + 4n²d = 16nd² of an LSTM; the quadratic term of an encoder layer 4n²d = 24nd², the rest.
// Calls are the operations that a step of the op-by-op loops hands to the library.
const callsPerStep = { elman: 3, gru: 11, lstm: 12 };
const predictions = {
  'crossover-core-elman': dModel,
  'crossover-attention-lstm': 2 * dModel,
  'crossover-quadratic': 6 * dModel,
  'encoder-work-exponent': logLogSlope(
    [128, 256, 512, 1024].map((n) => ({ x: n, y: encoderLayerFlops(n, dModel, widths.dFf) })),
  ),
  'elman-calls-per-step': callsPerStep.elman,
  'gru-calls-per-step': callsPerStep.gru,
  'lstm-calls-per-step': callsPerStep.lstm,
  'lstm-over-gru-calls': callsPerStep.lstm / callsPerStep.gru,
};

function timed(
  network: string,
  { open, flops, sequentialSteps }: SequenceLayer,
  threads: Threads,
  grid: number[],
  rest: Partial<Pick<Case, 'needs' | 'computes'>> = {},
): Case {
  const own = { network, threads: [threads], computes: network, grid, quickGrid: coarse };
  return { ...own, flops, sequentialSteps, open, ...rest };
}

const lstmKernel = { needs: 'lstm', computes: 'lstm' } as const;
const gruKernel = { needs: 'gru', computes: 'gru' } as const;

const roofFactors = (seed: number) => {
  const draw = seededNormal(seed + 3);
  return { left: draw([roofSize, roofSize], 1), right: draw([roofSize, roofSize], 1) };
};

export default defineExperiment({
  name: 'sequence-length',
  axis: { name: 'sequenceLength', symbol: 'n' },
  primary: { of: { case: 'lstm@one', at: 1024 }, over: { case: 'encoder-layer@one', at: 1024 } },
  shape: { batchSize: 1, ...widths },
  cases: [
    timed('encoder-layer', atOnce['encoder-layer'], 'one', fine),
    timed('encoder-layer', atOnce['encoder-layer'], 'all', coarse),
    timed('lstm', stepByStep.lstm, 'one', fine),
    timed('lstm', stepByStep.lstm, 'all', coarse),
    timed('lstm-fused', stepByStep['lstm-fused'], 'one', fine, lstmKernel),
    timed('lstm-fused', stepByStep['lstm-fused'], 'all', coarse, lstmKernel),
    timed('elman', stepByStep.elman, 'one', coarse),
    timed('gru', stepByStep.gru, 'one', coarse),
    timed('gru-fused', stepByStep['gru-fused'], 'one', coarse, gruKernel),
    timed('attention', atOnce.attention, 'one', coarse),
    timed('convolution', atOnce.convolution, 'one', coarse),
    {
      // The roof of every picture: the fastest that this engine multiplies matrices here.
      network: 'matrix-product',
      threads: ['one', 'all'],
      computes: 'matrix-product',
      grid: [roofSize],
      quickGrid: [roofSize],
      flops: (n) => 2 * n ** 3,
      sequentialSteps: () => 1,
      open(_n, seed, { matMul = tf.matMul }) {
        const { tensors, dispose } = toTensors(roofFactors(seed));
        return { run: () => matMul(tensors.left, tensors.right), dispose };
      },
    },
  ],
  functions: {
    'encoder-layer': atOnce['encoder-layer'],
    attention: atOnce.attention,
    convolution: atOnce.convolution,
    elman: stepByStep.elman,
    gru: stepByStep.gru,
    lstm: stepByStep.lstm,
    'matrix-product': {
      oracle: (_n, seed) => {
        const { left, right } = roofFactors(seed);
        return flatten(multiply(rowsOf(left), rowsOf(right)));
      },
      reductionLength: (n) => n,
    },
  },
  predictions,
});
