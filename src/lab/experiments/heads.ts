import * as tf from '@tensorflow/tfjs-core';
import { selfAttentionOracle } from '#lab/models/oracle/self-attention.ts';
import { encoderLayerFlops } from '#lab/models/transformer/encoder-layer.ts';
import {
  drawAttention,
  fusedSelfAttention,
  fuseProjections,
  multiHeadAttention,
} from '#lab/models/transformer/multi-head-attention.ts';
import { cutIntoHeads, separateHeads } from '#lab/models/transformer/separate-heads.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { defineExperiment } from './experiment.ts';

// Heads do not read each other. What does that give on a processor: the same attention, its heads
// computed one after another, all in one batched product, and that with one fused projection?

const batchSize = 1;
const sequenceLength = 128;
const dModel = 256;
const grid = [1, 2, 4, 8, 16, 32];
const quickGrid = [1, 8, 32];

const draw = (seed: number) => ({
  x: seededNormal(seed)([sequenceLength, dModel], 1),
  weights: drawAttention(seededNormal(seed + 1), dModel),
});

// Written before the measurement. Multiply-adds 8nd² + 4n²d: no h in it. What does grow with h are
// the exponentials of the softmax, h·n², and the operations that the loop hands to the library:
// of each head three projections, the scaling, two products and a softmax; then one concatenation
// (for h > 1) and one product. The batched product has 12 for every h > 1, four of them transpositions.
const flops = () => encoderLayerFlops(sequenceLength, dModel, 0);
const loopCalls = (numHeads: number) => 7 * numHeads + (numHeads > 1 ? 2 : 1);
const predictions = {
  'exponentials-32-over-1': 32,
  'loop-calls-1': loopCalls(1),
  'loop-calls-8': loopCalls(8),
  'loop-calls-32': loopCalls(32),
  'batched-calls': 12,
  'fused-calls': 11,
};

const attention = { computes: 'self-attention', grid, quickGrid, flops, sequentialSteps: () => 1 };

export default defineExperiment({
  name: 'heads',
  axis: { name: 'numHeads', symbol: 'h' },
  primary: { of: { case: 'heads-loop@one', at: 32 }, over: { case: 'heads-batched@one', at: 32 } },
  shape: { batchSize, sequenceLength, dModel },
  cases: [
    {
      ...attention,
      network: 'heads-loop',
      threads: ['one', 'all'],
      open(numHeads, seed, kernels) {
        const { x, weights } = draw(seed);
        const { tensors, dispose } = toTensors({ x, cut: cutIntoHeads(weights, numHeads) });
        const options = { batchSize, kernels };
        return { run: () => separateHeads(tensors.x, tensors.cut, options), dispose };
      },
    },
    {
      ...attention,
      network: 'heads-batched',
      threads: ['one', 'all'],
      open(numHeads, seed, kernels) {
        const { tensors, dispose } = toTensors(draw(seed));
        const { x, weights } = tensors;
        const options = { batchSize, numHeads, kernels };
        return { run: () => multiHeadAttention(x, x, weights, options), dispose };
      },
    },
    {
      ...attention,
      network: 'heads-fused',
      threads: ['one'],
      open(numHeads, seed, kernels) {
        const { x, weights } = draw(seed);
        const { tensors, dispose } = toTensors({ x, fused: fuseProjections(weights) });
        const options = { batchSize, numHeads, kernels };
        return { run: () => fusedSelfAttention(tensors.x, tensors.fused, options), dispose };
      },
    },
    {
      // As many operations as the loop, on one number each: what the calls cost without the work.
      network: 'calls-alone',
      threads: ['one'],
      computes: 'count',
      grid,
      quickGrid,
      flops: loopCalls,
      sequentialSteps: loopCalls,
      open(numHeads) {
        const [zero, one] = [tf.scalar(0), tf.scalar(1)];
        const run = () => {
          let total = zero;
          for (let call = 0; call < loopCalls(numHeads); call++) total = tf.add(total, one);
          return total;
        };
        return { run, dispose: () => tf.dispose([zero, one]) };
      },
    },
  ],
  functions: {
    'self-attention': {
      oracle: (numHeads, seed) => {
        const { x, weights } = draw(seed);
        return selfAttentionOracle(x, weights, numHeads);
      },
      reductionLength: () => Math.max(sequenceLength, dModel),
    },
    count: {
      oracle: (numHeads) => Float64Array.of(loopCalls(numHeads)),
      reductionLength: () => 1,
    },
  },
  predictions,
});
