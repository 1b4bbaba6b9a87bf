import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy } from '../training/cross-entropy.ts';
import type { DenseArray, Draw, OnBackend } from '../weights.ts';
import { type NumeralBatch, sourceVocabularySize, targetVocabularySize } from './number-corpus.ts';

/**
 * Words and characters in one vocabulary, since the networks have one embedding: words as they are, `pad`
 * for both, characters behind the words.
 */
export const vocabularySize = targetVocabularySize + sourceVocabularySize - 1;

/** Token of a character in the common vocabulary. */
export function jointToken(sourceToken: number): number {
  return sourceToken === 0 ? 0 : sourceToken + targetVocabularySize - 1;
}

/** A batch in place: source int32 [B, n], what is read int32 [B, m], what should be said [B·m]. */
export interface PlacedNumerals extends tf.NamedTensorMap {
  source: tf.Tensor;
  /** 1 where a position counts, 0 where it is padding: [B, n] and [B·m]. */
  sourceCounted: tf.Tensor;
  read: tf.Tensor;
  target: tf.Tensor;
  targetCounted: tf.Tensor;
}

export type PlacedSource = Pick<PlacedNumerals, 'source' | 'sourceCounted'>;

export function placeNumerals(batch: NumeralBatch): PlacedNumerals {
  const rows = (of: number[][], dtype: 'int32' | 'float32') =>
    tf.tensor2d(of.flat(), [of.length, (of[0] as number[]).length], dtype);
  const flat = (of: number[][], dtype: 'int32' | 'float32') => tf.tensor1d(of.flat(), dtype);
  return {
    source: rows(
      batch.source.map((each) => each.map(jointToken)),
      'int32',
    ),
    sourceCounted: rows(batch.sourceCounted, 'float32'),
    read: rows(batch.read, 'int32'),
    target: flat(batch.target, 'int32'),
    targetCounted: flat(batch.targetCounted, 'float32'),
  };
}

/** A network that puts numerals into words; its constants are in place until it is disposed of. */
export interface Translator<Weights extends object> {
  /** Logits [B·m, V] of the word behind each position of what is read, all positions at once. */
  logits(batch: PlacedNumerals, weights: OnBackend<Weights>): tf.Tensor;
  /** Greedy decoding, one word after another: int32 [B, steps]. */
  say(source: PlacedSource, weights: OnBackend<Weights>, steps: number): tf.Tensor;
  dispose(): void;
}

/** A kind of translator: how its weights are drawn, and how it is put in place. */
export interface TranslatorKind<Weights extends object> {
  draw(draw: Draw): Weights;
  open(): Translator<Weights>;
  /** How many numbers its weights are. */
  parameters: number;
  /** Multiply-adds counted as two, of the logits of one row of n source and m target tokens. */
  flops(n: number, m: number): number;
  /** The same logits in float64, [m, V]. */
  oracle(source: readonly number[], read: readonly number[], weights: Weights): Float64Array;
}

/** Cross-entropy of the words that should be said; padding does not count. */
export function lossOf<Weights extends object>(
  translator: Translator<Weights>,
  batch: PlacedNumerals,
  weights: OnBackend<Weights>,
): tf.Scalar {
  return crossEntropy(translator.logits(batch, weights), batch.target, batch.targetCounted);
}

/** How many numbers a tree of arrays holds. */
export function countNumbers(tree: object): number {
  if ('values' in tree && 'shape' in tree) return (tree as DenseArray).values.length;
  return Object.values(tree).reduce((sum, each) => sum + countNumbers(each as object), 0);
}
