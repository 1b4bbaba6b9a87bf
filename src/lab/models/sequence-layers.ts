import type * as tf from '@tensorflow/tfjs-core';
import {
  causalConvolution,
  causalConvolutionFlops,
  drawCausalConvolution,
} from './convolution/causal-convolution.ts';
import type { Kernels } from './kernels.ts';
import { causalConvolutionOracle } from './oracle/convolution.ts';
import { elmanOracle } from './oracle/elman.ts';
import { gruOracle } from './oracle/gru.ts';
import { lstmOracle } from './oracle/lstm.ts';
import { selfAttentionOracle } from './oracle/self-attention.ts';
import { encoderLayerOracle } from './oracle/transformer.ts';
import { drawElman, elman, elmanFlops } from './recurrent/elman.ts';
import { fusedGru, type GruKernel, stackGruWeights } from './recurrent/fused-gru.ts';
import { fusedLstm, type LstmKernel, stackKernels } from './recurrent/fused-lstm.ts';
import { drawGru, gru, gruFlops } from './recurrent/gru.ts';
import { drawLstm, lstm, lstmFlops } from './recurrent/lstm.ts';
import { drawEncoderLayer, encoderLayer, encoderLayerFlops } from './transformer/encoder-layer.ts';
import { drawAttention, multiHeadAttention } from './transformer/multi-head-attention.ts';
import { type OnBackend, seededNormal, toTensors } from './weights.ts';

/** A layer over one sequence of n vectors, with its closed forms and its float64 truth. */
export interface SequenceLayer {
  open(n: number, seed: number, kernels: Kernels): { run(): tf.Tensor; dispose(): void };
  /** Multiply-adds counted as two. */
  flops(n: number): number;
  /** Length of the chain of steps of which each needs the one before. */
  sequentialSteps(n: number): number;
  oracle(n: number, seed: number): Float64Array;
  /** Longest sum in the function: rounding grows with its root. */
  reductionLength(n: number): number;
}

interface LayerWidths {
  dModel: number;
  numHeads: number;
  dFf: number;
  kernelWidth: number;
}

/** Layers of one width over all positions at once; the same n vectors for each. */
export function layersAtOnce({ dModel, numHeads, dFf, kernelWidth }: LayerWidths) {
  const rows = (n: number, seed: number) => seededNormal(seed)([n, dModel], 1);
  const oneOfBatch = (n: number, seed: number) => seededNormal(seed)([1, n, dModel], 1);
  const encoderWeights = (seed: number) => drawEncoderLayer(seededNormal(seed + 2), dModel, dFf);
  const attentionWeights = (seed: number) => drawAttention(seededNormal(seed + 4), dModel);
  const taps = (seed: number) =>
    drawCausalConvolution(seededNormal(seed + 7), kernelWidth, dModel, dModel);
  const sequentialSteps = () => 1;
  return {
    'encoder-layer': {
      open: onTensors(
        (n, seed) => ({ x: rows(n, seed), weights: encoderWeights(seed) }),
        ({ x, weights }, kernels) => encoderLayer(x, weights, { batchSize: 1, numHeads, kernels }),
      ),
      flops: (n) => encoderLayerFlops(n, dModel, dFf),
      sequentialSteps,
      oracle: (n, seed) => encoderLayerOracle(rows(n, seed), encoderWeights(seed), numHeads),
      reductionLength: (n) => Math.max(n, dFf),
    },
    attention: {
      open: onTensors(
        (n, seed) => ({ x: rows(n, seed), weights: attentionWeights(seed) }),
        ({ x, weights }, kernels) =>
          multiHeadAttention(x, x, weights, { batchSize: 1, numHeads, kernels }),
      ),
      flops: (n) => encoderLayerFlops(n, dModel, 0), // an encoder layer without the feed-forward part
      sequentialSteps,
      oracle: (n, seed) => selfAttentionOracle(rows(n, seed), attentionWeights(seed), numHeads),
      reductionLength: (n) => Math.max(n, dModel),
    },
    convolution: {
      open: onTensors(
        (n, seed) => ({ x: oneOfBatch(n, seed), weights: taps(seed) }),
        ({ x, weights }, kernels) => causalConvolution(x, weights, kernels),
      ),
      flops: (n) => causalConvolutionFlops(n, kernelWidth, dModel, dModel),
      sequentialSteps,
      oracle: (n, seed) => causalConvolutionOracle(oneOfBatch(n, seed), taps(seed)),
      reductionLength: () => kernelWidth * dModel,
    },
  } satisfies Record<string, SequenceLayer>;
}

/** Recurrent layers of one width, op by op and by a backend's native kernels. */
export function layersStepByStep({ dModel }: Pick<LayerWidths, 'dModel'>) {
  const timeMajor = (n: number, seed: number) => seededNormal(seed)([n, 1, dModel], 1);
  const elmanWeights = (seed: number) => drawElman(seededNormal(seed + 5), dModel, dModel);
  const gruWeights = (seed: number) => drawGru(seededNormal(seed + 6), dModel, dModel);
  const lstmWeights = (seed: number) => drawLstm(seededNormal(seed + 1), dModel, dModel);
  const recurrent = { sequentialSteps: (n: number) => n, reductionLength: () => 2 * dModel };
  const gruLayer: Omit<SequenceLayer, 'open'> = {
    ...recurrent,
    flops: (n) => gruFlops(n, dModel, dModel),
    oracle: (n, seed) => gruOracle(timeMajor(n, seed), gruWeights(seed)),
  };
  const lstmLayer: Omit<SequenceLayer, 'open'> = {
    ...recurrent,
    flops: (n) => lstmFlops(n, dModel, dModel),
    oracle: (n, seed) => lstmOracle(timeMajor(n, seed), lstmWeights(seed)),
  };
  return {
    elman: {
      ...recurrent,
      open: onTensors(
        (n, seed) => ({ x: timeMajor(n, seed), weights: elmanWeights(seed) }),
        ({ x, weights }, kernels) => elman(x, weights, kernels),
      ),
      flops: (n) => elmanFlops(n, dModel, dModel),
      oracle: (n, seed) => elmanOracle(timeMajor(n, seed), elmanWeights(seed)),
    },
    gru: {
      ...gruLayer,
      open: onTensors(
        (n, seed) => ({ x: timeMajor(n, seed), weights: gruWeights(seed) }),
        ({ x, weights }, kernels) => gru(x, weights, kernels),
      ),
    },
    'gru-fused': {
      ...gruLayer,
      open: onTensors(
        (n, seed) => ({ x: timeMajor(n, seed), weights: stackGruWeights(gruWeights(seed)) }),
        ({ x, weights }, { gru: kernel }) => fusedGru(kernel as GruKernel, x, weights),
      ),
    },
    lstm: {
      ...lstmLayer,
      open: onTensors(
        (n, seed) => ({ x: timeMajor(n, seed), weights: lstmWeights(seed) }),
        ({ x, weights }, kernels) => lstm(x, weights, kernels),
      ),
    },
    'lstm-fused': {
      ...lstmLayer,
      open: onTensors(
        (n, seed) => ({ x: timeMajor(n, seed), weights: stackKernels(lstmWeights(seed)) }),
        ({ x, weights }, { lstm: kernel }) => fusedLstm(kernel as LstmKernel, x, weights),
      ),
    },
  } satisfies Record<string, SequenceLayer>;
}

/** Opens a layer whose inputs are drawn and put in place beforehand. */
function onTensors<Inputs extends object>(
  draw: (n: number, seed: number) => Inputs,
  run: (inputs: OnBackend<Inputs>, kernels: Kernels) => tf.Tensor,
): SequenceLayer['open'] {
  return (n, seed, kernels) => {
    const { tensors, dispose } = toTensors(draw(n, seed));
    return { run: () => run(tensors, kernels), dispose };
  };
}
