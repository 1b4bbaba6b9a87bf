import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { causalDecoderOracle } from '#lab/models/oracle/transformer.ts';
import {
  type CausalDecoderShape,
  cachedSteps,
  cachedStepsFlops,
  causalPass,
  causalPassFlops,
  drawCausalDecoder,
  prefixPasses,
  prefixPassesFlops,
} from '#lab/models/transformer/causal-decoder.ts';
import { tokenTensor } from '#lab/models/transformer/embedding.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { type Case, defineExperiment } from './experiment.ts';

// What does it cost to know the next token late? The same decoder, the same tokens and the same
// logits by three schedules: all positions in one causal pass, one position at a time with a cache
// of keys and values, and one position at a time with the whole prefix computed again.

const shape: CausalDecoderShape = {
  numLayers: 4,
  dModel: 128,
  numHeads: 4,
  dFf: 512,
  vocabularySize: 512,
};
// The two stepwise schedules end at 256: their samples at 512 would take longer than all others.
const stepwiseGrid = [16, 32, 64, 128, 256];

const weightsOf = (T: number, seed: number) => drawCausalDecoder(seededNormal(seed), shape, T);

function tokensOf(T: number, seed: number): number[] {
  const generator = xoroshiro128plus(seed + 1);
  return Array.from({ length: T }, () => uniformInt(generator, 0, shape.vocabularySize - 1));
}

function schedule(
  network: string,
  compute: typeof causalPass,
  rest: Pick<Case, 'grid' | 'quickGrid' | 'flops' | 'sequentialSteps'>,
): Case {
  return {
    network,
    threads: ['one'],
    computes: 'next-token-logits',
    ...rest,
    open(T, seed, kernels) {
      const weights = toTensors(weightsOf(T, seed));
      const tokens = tokenTensor('tokens', [tokensOf(T, seed)], shape.vocabularySize);
      return {
        run: () => compute(tokens, weights.tensors, shape, kernels),
        dispose() {
          tokens.dispose();
          weights.dispose();
        },
      };
    },
  };
}

export default defineExperiment({
  name: 'decoding-schedules',
  axis: { name: 'sequenceLength', symbol: 'T' },
  primary: { of: { case: 'kv-cache@one', at: 256 }, over: { case: 'causal-pass@one', at: 256 } },
  shape: { batchSize: 1, ...shape },
  cases: [
    schedule('causal-pass', causalPass, {
      grid: [...stepwiseGrid, 512],
      quickGrid: [16, 64, 256],
      flops: (T) => causalPassFlops(T, shape),
      sequentialSteps: () => 1,
    }),
    schedule('kv-cache', cachedSteps, {
      grid: stepwiseGrid,
      quickGrid: [16, 64, 256],
      flops: (T) => cachedStepsFlops(T, shape),
      sequentialSteps: (T) => T,
    }),
    schedule('prefix-recomputed', prefixPasses, {
      grid: stepwiseGrid,
      quickGrid: [16, 64, 128],
      flops: (T) => prefixPassesFlops(T, shape),
      sequentialSteps: (T) => T,
    }),
  ],
  functions: {
    'next-token-logits': {
      oracle: (T, seed) => causalDecoderOracle(tokensOf(T, seed), weightsOf(T, seed), shape),
      reductionLength: (T) => Math.max(T, shape.dFf),
      argmaxOver: shape.vocabularySize,
    },
  },
});
