import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { encoderDecoderOracle } from '#lab/models/oracle/transformer.ts';
import { tokenTensor } from '#lab/models/transformer/embedding.ts';
import {
  drawEncoderDecoder,
  type EncoderDecoderShape,
  encoderDecoder,
  encoderDecoderFlops,
} from '#lab/models/transformer/encoder-decoder.ts';
import { causalMask } from '#lab/models/transformer/masks.ts';
import { sinusoidalPositions } from '#lab/models/transformer/positions.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { defineExperiment, type KernelCall, type TensorCase } from './experiment.ts';

// Where does the time of one pass go? Every kernel that native TensorFlow runs for an encoder-decoder
// is noted with its start and end, and set beside the share of the work that it does.

const shape: EncoderDecoderShape = {
  numEncoderLayers: 2,
  numDecoderLayers: 2,
  dModel: 128,
  numHeads: 4,
  dFf: 512,
  vocabularySize: 512,
};
const { dModel, dFf, vocabularySize } = shape;
const grid = [16, 64, 256];

function weightsOf(seed: number) {
  const weights = drawEncoderDecoder(seededNormal(seed), shape);
  // As a row, the bias after a product is told by its shape from that of a normalisation.
  for (const { feedForward } of [...weights.encoder, ...weights.decoder]) {
    feedForward.innerBias = asRow(feedForward.innerBias);
    feedForward.outerBias = asRow(feedForward.outerBias);
  }
  return weights;
}

const asRow = ({ values }: DenseArray) => ({ shape: [1, values.length], values });

function tokensOf(n: number, seed: number): number[] {
  const generator = xoroshiro128plus(seed);
  return Array.from({ length: n }, () => uniformInt(generator, 0, vocabularySize - 1));
}

/** Softmax of a score: comparison, difference, exponential, sum, quotient. */
const softmaxFlops = 5;
/** Kernels that move numbers, or give them another shape or type, and compute nothing. */
const moves = new Set(['Reshape', 'Transpose', 'Slice', 'GatherV2', 'Cast']);

/**
 * The part of the pass that a kernel belongs to, told by its name and shapes, and its floating-point
 * operations: 2abc for a product of [a, b] and [b, c], one for each entry that a mean reads, five for
 * each entry of softmax, one for each entry that any other kernel writes, none where it only moves.
 */
export function partOf(call: KernelCall): { part: string; flops: number } {
  const { kernel, inputs, output } = call;
  const [left = [], right = []] = inputs;
  const written = entries(output);
  if (kernel === 'MatMul') {
    const summed = left[1] as number;
    // Only the embedding's table is read transposed: its rows are as long as those of x.
    if (right[0] !== summed) return { part: 'output', flops: 2 * written * summed };
    const isSquare = summed === dModel && right[1] === dModel;
    return { part: isSquare ? 'projection' : 'feed-forward', flops: 2 * written * summed };
  }
  if (kernel === 'BatchMatMulV2') {
    // Q Kᵀ sums over dHead, A V over the keys; in both it is the last axis of the left factor.
    return { part: 'attention', flops: 2 * written * (left.at(-1) as number) };
  }
  if (/Softmax/.test(kernel)) return { part: 'softmax', flops: softmaxFlops * written };
  const flops = moves.has(kernel) ? 0 : kernel === 'Mean' ? entries(left) : written;
  return { part: otherPart(kernel, left, right), flops };
}

function otherPart(kernel: string, left: readonly number[], right: readonly number[]): string {
  if (['GatherV2', 'Slice'].includes(kernel)) return 'embedding';
  if (['Reshape', 'Transpose'].includes(kernel)) return 'layout';
  if (['Mean', 'Cast', 'Square', 'Sub', 'Rsqrt'].includes(kernel)) return 'norm';
  // Times 1/√(σ² + ε) of each row, times gain, plus bias; σ² + ε.
  if (left.length === 2 && (right.at(-1) === 1 || right.length === 1)) return 'norm';
  if (left.length === 2 && left[1] === 1) return 'norm';
  // Rows times √dModel, rows plus positions. Queries times 1/√dHead are of rank 4.
  if ((left.length === 2 && right.length === 0 && kernel === 'Mul') || left.length === 3) {
    return 'embedding';
  }
  return 'element-wise';
}

const entries = (size: readonly number[]) => size.reduce((product, each) => product * each, 1);

const unwatched: TensorCase = {
  network: 'pass-unwatched',
  threads: ['one'],
  computes: 'next-token-logits',
  grid,
  quickGrid: grid,
  flops: (n) => encoderDecoderFlops(n, n, shape),
  sequentialSteps: () => 1,
  open(n, seed, kernels) {
    const placed = toTensors({
      weights: weightsOf(seed),
      positions: sinusoidalPositions(n, dModel),
      mask: causalMask(n),
    });
    const { weights, positions, mask } = placed.tensors;
    const source = tokenTensor('source', [tokensOf(n, seed + 1)], vocabularySize);
    const target = tokenTensor('target', [tokensOf(n, seed + 2)], vocabularySize);
    const options = { positions, numHeads: shape.numHeads, kernels };
    return {
      run: () => encoderDecoder(source, target, weights, { self: mask }, options),
      dispose() {
        placed.dispose();
        source.dispose();
        target.dispose();
      },
    };
  },
};

/** Work of the products of a pass over n source and n target tokens, by part (multiply-add = 2). */
function productFlops(n: number): Record<string, number> {
  const attentions = shape.numEncoderLayers + 2 * shape.numDecoderLayers;
  const networks = shape.numEncoderLayers + shape.numDecoderLayers;
  return {
    projection: attentions * 8 * n * dModel ** 2,
    attention: attentions * 4 * n ** 2 * dModel,
    'feed-forward': networks * 4 * n * dModel * dFf,
    output: 2 * n * dModel * vocabularySize,
  };
}

const flopShares = grid.flatMap((n) =>
  Object.entries(productFlops(n)).map(([part, flops]) => [
    `${part}-flops-${n}`,
    flops / encoderDecoderFlops(n, n, shape),
  ]),
);

// Kernels by the equations: 37 of an encoder layer and 60 of a decoder layer (see independence), 4 of
// an embedding, 1 product at the end; and beside them what the library calls for shapes and types: 4
// reshapes of each attention, 3 of each embedding, 2 casts of each normalisation.
const kernels = 2 * 37 + 2 * 60 + 2 * 4 + 1 + 4 * 6 + 3 * 2 + 2 * 10;
// From a pilot on this engine, one thread: a large product ran at 170 GFLOP/s, a tiny kernel took
// 8.5 µs in all. Time = FLOPs / rate + kernels · time of a tiny kernel.
const [flopsPerMs, tinyKernelMs] = [170e6, 0.0085];
const timeShares = grid.flatMap((n) => {
  const productsMs = encoderDecoderFlops(n, n, shape) / flopsPerMs;
  const share = productsMs / (productsMs + kernels * tinyKernelMs);
  const exchange = (productFlops(n)['attention'] as number) / encoderDecoderFlops(n, n, shape);
  return [
    [`products-time-${n}`, share],
    // Positions read each other in the products of attention alone (its softmax set aside).
    [`per-position-time-${n}`, 1 - share * exchange],
  ];
});

export default defineExperiment({
  name: 'kernel-timeline',
  axis: { name: 'sequenceLength', symbol: 'n' },
  primary: { of: { case: 'pass@one', at: 256 } },
  shape: { batchSize: 1, ...shape },
  cases: [{ ...unwatched, network: 'pass', partOf }, unwatched],
  functions: {
    'next-token-logits': {
      oracle: (n, seed) =>
        encoderDecoderOracle(tokensOf(n, seed + 1), tokensOf(n, seed + 2), weightsOf(seed), shape),
      reductionLength: (n) => Math.max(n, dFf),
      argmaxOver: vocabularySize,
    },
  },
  predictions: { kernels, ...Object.fromEntries([...flopShares, ...timeShares]) },
});
