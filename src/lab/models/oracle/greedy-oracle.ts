import type { CausalDecoderShape, CausalDecoderWeights } from '../transformer/causal-decoder.ts';
import type { DenseArray } from '../weights.ts';
import { causalDecoderOracle } from './transformer.ts';

/**
 * Greedy decoding in float64, without any cache: a prompt of tokens, and so many tokens more, each the most
 * likely behind all that stands before it.
 */
export function greedyOracle(
  prompt: readonly number[],
  steps: number,
  weights: CausalDecoderWeights<DenseArray>,
  shape: CausalDecoderShape,
): number[] {
  const tokens = [...prompt];
  for (let step = 0; step < steps; step++) {
    const logits = causalDecoderOracle(tokens, weights, shape).slice(-shape.vocabularySize);
    tokens.push(logits.indexOf(Math.max(...logits)));
  }
  return tokens.slice(prompt.length);
}
