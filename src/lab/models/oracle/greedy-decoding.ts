import type { ApplicationWeights } from '../transformer/application.ts';
import type { DecoderLayerWeights } from '../transformer/decoder-layer.ts';
import type { DenseArray } from '../weights.ts';
import { dot, flatten, type Matrix, multiply } from './matrix.ts';
import {
  addAndNormalise,
  attend,
  embedOne,
  encoderRows,
  feedForward,
  type InFloat64,
  type InSight,
  inFloat64,
  times,
} from './one-position.ts';

/** What a pass over the source leaves for the decoder: the memory, keys and values a layer. */
export interface SourcePass {
  memory: Matrix;
  sources: InSight[];
}

type Weights = ApplicationWeights<DenseArray>;

/**
 * The pass over each source of a batch in float64: the encoder and, if tokens are to be generated,
 * the source's keys and values for each decoder layer.
 */
export function passesOracle(
  sources: readonly (readonly number[])[],
  weights: Weights,
  numHeads: number,
  generates: boolean,
): SourcePass[] {
  const { embedding, positions, encoder, decoder } = inFloat64(weights);
  return sources.map((source) => {
    let memory: Matrix = source.map((token, at) => embedOne(token, at, embedding, positions));
    for (const layer of encoder) memory = encoderRows(memory, layer, numHeads, false);
    const inSight = (generates ? decoder : []).map(({ crossAttention }) => ({
      keys: multiply(memory, crossAttention.key),
      values: multiply(memory, crossAttention.value),
    }));
    return { memory, sources: inSight };
  });
}

/** The passes of a batch as one flat array: all memories, then all keys and values layer by layer. */
export function flattenPasses(passes: readonly SourcePass[]): Float64Array {
  const layers = passes[0]?.sources ?? [];
  return flatten([
    ...passes.flatMap(({ memory }) => memory),
    ...layers.flatMap((_, layer) => [
      ...passes.flatMap(({ sources }) => (sources[layer] as InSight).keys),
      ...passes.flatMap(({ sources }) => (sources[layer] as InSight).values),
    ]),
  ]);
}

interface AnswerOptions {
  numHeads: number;
  startToken: number;
  /** How many tokens to generate; 0 for two pointers into the source. */
  steps: number;
}

/** The answers of a batch in float64: tokens [B, steps], or pointers [B, 2], flat. */
export function answersOracle(
  passes: readonly SourcePass[],
  weights: Weights,
  options: AnswerOptions,
): Float64Array {
  const own = inFloat64(weights);
  return Float64Array.from(
    passes.flatMap((pass) =>
      options.steps > 0 ? greedyTokens(pass, own, options) : bestPointers(pass, own),
    ),
  );
}

/** The positions that score highest as start and as end. */
function bestPointers({ memory }: SourcePass, { pointers }: InFloat64<Weights>): number[] {
  const scores = multiply(memory, pointers);
  return [0, 1].map((column) => {
    const own = scores.map((row) => row[column] as number);
    return own.indexOf(Math.max(...own));
  });
}

/** Each token is the most likely one after those before it. */
function greedyTokens(
  { sources }: SourcePass,
  { embedding, positions, decoder }: InFloat64<Weights>,
  { numHeads, startToken, steps }: AnswerOptions,
): number[] {
  const own: InSight[] = decoder.map(() => ({ keys: [], values: [] }));
  const tokens = [startToken];
  for (let position = 0; position < steps; position++) {
    let y = embedOne(tokens[position] as number, position, embedding, positions);
    for (const [index, layer] of decoder.entries()) {
      y = decodeOne(y, own[index] as InSight, sources[index] as InSight, layer, numHeads);
    }
    const logits = embedding.map((entry) => dot(y, entry, 0, entry.length));
    tokens.push(logits.indexOf(Math.max(...logits)));
  }
  return tokens.slice(1);
}

/** One decoder layer for one position (sec. 3.1). Its key and value join those in sight. */
function decodeOne(
  x: Float64Array,
  own: InSight,
  source: InSight,
  weights: DecoderLayerWeights<Matrix>,
  numHeads: number,
): Float64Array {
  const { selfAttention, crossAttention } = weights;
  own.keys.push(times(x, selfAttention.key));
  own.values.push(times(x, selfAttention.value));
  const seen = attend(times(x, selfAttention.query), own, numHeads);
  const first = addAndNormalise(x, times(seen, selfAttention.output), weights.selfAttentionNorm);
  const read = attend(times(first, crossAttention.query), source, numHeads);
  const crossed = times(read, crossAttention.output);
  const second = addAndNormalise(first, crossed, weights.crossAttentionNorm);
  return addAndNormalise(second, feedForward(second, weights.feedForward), weights.feedForwardNorm);
}
