import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { gruOracle, resetAfterGruOracle } from '#lab/models/oracle/gru.ts';
import { lstmOracle } from '#lab/models/oracle/lstm.ts';
import { encoderDecoderOracle, encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import {
  drawResetAfterGru,
  gruFlops,
  type ResetAfterGruWeights,
} from '#lab/models/recurrent/gru.ts';
import { drawLstm, type LstmWeights, lstmFlops } from '#lab/models/recurrent/lstm.ts';
import {
  drawEncoderDecoder,
  type EncoderDecoderWeights,
  encoderDecoderFlops,
} from '#lab/models/transformer/encoder-decoder.ts';
import {
  drawEncoderLayer,
  type EncoderLayerWeights,
  encoderLayerFlops,
} from '#lab/models/transformer/encoder-layer.ts';
import { sinusoidalPositions } from '#lab/models/transformer/positions.ts';
import { type DenseArray, seededNormal } from '#lab/models/weights.ts';

export const lengths = [64, 256, 1024] as const;
const longest = 1024;
export const sizes = [256, 512] as const;

/** Sizes of every network of one comparison; the batch is one sequence. */
export interface PeerShape {
  numEncoderLayers: number;
  numDecoderLayers: number;
  dModel: number;
  numHeads: number;
  dFf: number;
  vocabularySize: number;
}

export function shapeOf(dModel: number): PeerShape {
  const layers = { numEncoderLayers: 2, numDecoderLayers: 2 };
  return { ...layers, dModel, numHeads: dModel / 64, dFf: 4 * dModel, vocabularySize: 512 };
}

/** Inputs for the longest sequence, of which shorter ones are the beginning, and all weights. */
export interface PeerArrays {
  /** [n, dModel] */
  x: DenseArray;
  /** Token ids [n], float32 like everything else in the file. */
  source: DenseArray;
  target: DenseArray;
  /** [n, dModel] */
  positions: DenseArray;
  encoderLayer: EncoderLayerWeights<DenseArray>;
  encoderDecoder: EncoderDecoderWeights<DenseArray>;
  lstm: LstmWeights<DenseArray>;
  /** Both forms of the GRU take these; the one whose reset acts first has no recurrentBias. */
  gru: ResetAfterGruWeights<DenseArray>;
}

export function drawPeerArrays(shape: PeerShape, seed: number): PeerArrays {
  const { dModel, dFf, vocabularySize } = shape;
  const draw = seededNormal(seed);
  const generator = xoroshiro128plus(seed);
  const tokens = () => ({
    shape: [longest],
    values: Float32Array.from({ length: longest }, () =>
      uniformInt(generator, 0, vocabularySize - 1),
    ),
  });
  return {
    x: draw([longest, dModel], 1),
    source: tokens(),
    target: tokens(),
    positions: sinusoidalPositions(longest, dModel),
    encoderLayer: drawEncoderLayer(draw, dModel, dFf),
    encoderDecoder: drawEncoderDecoder(draw, shape),
    lstm: { ...drawLstm(draw, dModel, dModel), bias: draw([4 * dModel], 0.1) },
    // A bias of zero would prove nothing about where it is added.
    gru: {
      ...drawResetAfterGru(draw, dModel, dModel),
      bias: draw([3 * dModel], 0.1),
      recurrentBias: draw([3 * dModel], 0.1),
    },
  };
}

/** The first n rows. */
export function beginning({ shape, values }: DenseArray, n: number): DenseArray {
  const [rows, ...rest] = shape as [number, ...number[]];
  return { shape: [n, ...rest], values: values.slice(0, (values.length / rows) * n) };
}

/** A function that every library computes: its cost, its truth, its longest sum. */
interface Network {
  flops(n: number, shape: PeerShape): number;
  sequentialSteps(n: number): number;
  oracle(n: number, arrays: PeerArrays, shape: PeerShape): Float64Array;
  reductionLength(n: number, shape: PeerShape): number;
}

const tokensOf = (array: DenseArray, n: number) => [...array.values.subarray(0, n)];

export const networks = {
  'encoder-layer': {
    flops: (n, { dModel, dFf }) => encoderLayerFlops(n, dModel, dFf),
    sequentialSteps: () => 1,
    oracle: (n, { x, encoderLayer }, { numHeads }) =>
      encoderLayerOracle(beginning(x, n), encoderLayer, numHeads),
    reductionLength: (n, { dFf }) => Math.max(n, dFf),
  },
  'encoder-decoder': {
    flops: (n, shape) => encoderDecoderFlops(n, n, shape),
    sequentialSteps: () => 1,
    oracle: (n, { source, target, encoderDecoder }, shape) =>
      encoderDecoderOracle(tokensOf(source, n), tokensOf(target, n), encoderDecoder, shape),
    reductionLength: (n, { dFf }) => Math.max(n, dFf),
  },
  lstm: {
    flops: (n, { dModel }) => lstmFlops(n, dModel, dModel),
    sequentialSteps: (n) => n,
    oracle: (n, { x, lstm }) => lstmOracle(beginning(x, n), lstm),
    reductionLength: (_n, { dModel }) => 2 * dModel,
  },
  gru: {
    flops: (n, { dModel }) => gruFlops(n, dModel, dModel),
    sequentialSteps: (n) => n,
    oracle: (n, { x, gru }) => gruOracle(beginning(x, n), gru),
    reductionLength: (_n, { dModel }) => 2 * dModel,
  },
  'gru-reset-after': {
    flops: (n, { dModel }) => gruFlops(n, dModel, dModel),
    sequentialSteps: (n) => n,
    oracle: (n, { x, gru }) => resetAfterGruOracle(beginning(x, n), gru),
    reductionLength: (_n, { dModel }) => 2 * dModel,
  },
} satisfies Record<string, Network> as Record<NetworkName, Network>;

export type NetworkName = 'encoder-layer' | 'encoder-decoder' | 'lstm' | 'gru' | 'gru-reset-after';
