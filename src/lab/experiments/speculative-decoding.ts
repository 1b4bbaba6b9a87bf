import * as tf from '@tensorflow/tfjs-core';
import { greedyOracle } from '#lab/models/oracle/greedy-oracle.ts';
import {
  type CausalDecoderShape,
  type CausalDecoderWeights,
  cachedStepsFlops,
  causalPass,
  drawCausalDecoder,
} from '#lab/models/transformer/causal-decoder.ts';
import {
  type Decoded,
  type Decoder,
  greedily,
  speculatively,
} from '#lab/models/transformer/speculative-decoding.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { defineExperiment, type Observation, type TensorCase } from './experiment.ts';

// May the next tokens be guessed? The first layers of a stack guess γ tokens one by one, all layers read the
// guesses in one pass and keep those that are right. The tokens are those of decoding one by one, whatever is
// guessed; what it takes depends on how often the guesses are right, and on what they cost.

const shape: CausalDecoderShape = {
  numLayers: 6,
  dModel: 128,
  numHeads: 4,
  dFf: 512,
  vocabularySize: 256,
};
const prompt = [3, 1, 4, 1, 5, 9, 2, 6];
const steps = 32;
const grid = [1, 2, 4, 8];
/** How many layers guess. */
const guessing = [1, 2, 4];
/** What the layers behind the first add, beside what untrained ones would: in trained stacks it is little. */
const laterScale = 0.01;
/** Of the embeddings: small ones let positions count. */
const embeddingScale = 0.5;

/**
 * One network for every block, so that its guesses are as often right. It is untrained, and yet its tokens
 * vary: the first layer's last gain has random signs, or the projection, which is the embedding, would give
 * back the token just read.
 */
function drawNetwork(): CausalDecoderWeights<DenseArray> {
  const draw = seededNormal(3);
  const weights = drawCausalDecoder(draw, shape, prompt.length + steps + Math.max(...grid));
  const layers = weights.layers.map((layer, index) => {
    const { attention, feedForward, feedForwardNorm } = layer;
    if (index === 0) {
      const gain = draw([shape.dModel], 1);
      gain.values.set(gain.values.map((each) => Math.sign(each)));
      return { ...layer, feedForwardNorm: { ...feedForwardNorm, gain } };
    }
    return {
      ...layer,
      attention: { ...attention, output: scaled(attention.output, laterScale) },
      feedForward: { ...feedForward, outer: scaled(feedForward.outer, laterScale) },
    };
  });
  return { ...weights, embedding: scaled(weights.embedding, embeddingScale), layers };
}

const scaled = ({ shape: own, values }: DenseArray, by: number): DenseArray => ({
  shape: own,
  values: values.map((each) => by * each),
});

/** The first layers of a stack as a stack of its own. */
function firstLayers({ weights, shape: whole, kernels }: Decoder, count: number): Decoder {
  const layers = weights.layers.slice(0, count);
  return { weights: { ...weights, layers }, shape: { ...whole, numLayers: count }, kernels };
}

type Way = (large: Decoder, ahead: number) => Decoded;
const oneByOne: Way = (large) => greedily(prompt, steps, large);
const guessedBy =
  (count: number): Way =>
  (large, ahead) =>
    speculatively(prompt, steps, ahead, large, firstLayers(large, count));

function caseOf(
  network: string,
  decode: Way,
  rest: Pick<TensorCase, 'flops' | 'sequentialSteps' | 'observe'>,
): TensorCase {
  return {
    network,
    threads: ['one'],
    computes: 'tokens',
    grid,
    quickGrid: [1, 4],
    ...rest,
    open(ahead, _, kernels) {
      const { tensors: weights, dispose } = toTensors(drawNetwork());
      return {
        run: () => tf.tensor1d(decode({ weights, shape, kernels }, ahead).tokens),
        dispose,
      };
    },
  };
}

/** How often the first layers would say what all say, behind the same tokens; and tokens for each pass. */
function observeGuessing(count: number): NonNullable<TensorCase['observe']> {
  return (ahead, _, kernels): Observation[] => {
    const { tensors: weights, dispose } = toTensors(drawNetwork());
    const large: Decoder = { weights, shape, kernels };
    const { tokens, passes } = guessedBy(count)(large, ahead);
    const said = [...prompt, ...tokens];
    const choices = (stack: Decoder) =>
      tf.tidy(() => {
        const read = tf.tensor2d(said, [1, said.length], 'int32');
        return [...tf.argMax(causalPass(read, stack.weights, stack.shape, kernels), 1).dataSync()];
      });
    const [own, guesses] = [choices(large), choices(firstLayers(large, count))];
    dispose();
    const asked = own.slice(prompt.length, -1);
    const agreed = asked.filter((each, at) => guesses[prompt.length + at] === each);
    return [
      { name: 'agreement', shape: [1], values: [agreed.length / asked.length] },
      // The pass over the prompt says the first.
      { name: 'tokens-a-pass', shape: [1], values: [(steps - 1) / (passes - 1)] },
    ];
  };
}

/** Of reading all tokens one after another. */
const readingFlops = (numLayers: number) =>
  cachedStepsFlops(prompt.length + steps - 1, { ...shape, numLayers });

export default defineExperiment({
  name: 'speculative-decoding',
  axis: { name: 'ahead', symbol: 'γ' },
  primary: { of: { case: 'one-by-one@one', at: 4 }, over: { case: 'first-1@one', at: 4 } },
  shape: { ...shape, prompt: prompt.length, steps, laterScale, embeddingScale },
  cases: [
    caseOf('one-by-one', oneByOne, {
      flops: () => readingFlops(shape.numLayers),
      sequentialSteps: () => steps,
    }),
    ...guessing.map((count) =>
      caseOf(`first-${count}`, guessedBy(count), {
        // If every guess were right: all layers read each token once, and the first ones once more.
        flops: () => readingFlops(shape.numLayers) + readingFlops(count),
        sequentialSteps: (ahead) => 1 + Math.ceil((steps - 1) / (ahead + 1)) * (ahead + 1),
        observe: observeGuessing(count),
      }),
    ),
  ],
  functions: {
    tokens: {
      oracle: () => Float64Array.from(greedyOracle(prompt, steps, drawNetwork(), shape)),
      reductionLength: () => shape.dFf,
    },
  },
  // Layers that guess, of all: what a guess costs, in passes, if layers are all.
  predictions: Object.fromEntries(
    guessing.map((count) => [`guess-cost-${count}`, count / shape.numLayers]),
  ),
});
