import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import { native } from '#lab/backends/native.ts';
import { toChinese } from '#lab/models/numerals/chinese-numeral.ts';
import {
  drawNumbers,
  type Split,
  sourceTokens,
  wordsOf,
} from '#lab/models/numerals/number-corpus.ts';
import { restoreWeights, storeWeights } from '#lab/models/numerals/stored-weights.ts';
import { exactMatches, trainTranslator } from '#lab/models/numerals/train-translator.ts';
import {
  learningPlan,
  longestSpeech,
  transformerSizes,
  transformerToTry,
} from '#lab/models/numerals/transformer-to-try.ts';
import { jointToken } from '#lab/models/numerals/translator.ts';
import { type AttentionMap, watchSpeech } from '#lab/models/numerals/watched-speech.ts';
import { leavesOf } from '#lab/models/tensor-tree.ts';
import type { EncoderDecoderWeights } from '#lab/models/transformer/encoder-decoder.ts';
import { type DenseArray, type OnBackend, seededNormal, toTensors } from '#lab/models/weights.ts';
import type { TrainedTranslator } from '#trained/trained-translator.ts';

type Weights = EncoderDecoderWeights<DenseArray>;
const seed = 1;
const examined = 1000;
/** 三百二十万零五十: the words stand elsewhere than the characters. */
const exampleNumber = 3_200_050;

/** Trains the Transformer of the experiment `numerals` natively: its weights in a file, and their record. */
export async function trainNumerals(): Promise<{ bytes: Uint8Array; record: TrainedTranslator }> {
  const backend = await native.open();
  const kind = transformerToTry(backend.fused);
  const trained = trainTranslator(kind, { ...learningPlan, seed });
  const bytes = storeWeights(trained.weights);
  tf.dispose(leavesOf(trained.weights));
  // Examined as they are stored, not as they were learned.
  const stored = restoreWeights(kind.draw(seededNormal(seed)), bytes);
  const { tensors: weights, dispose } = toTensors(stored);
  const translator = kind.open();
  const score = (split: Split) => {
    const numbers = drawNumbers(seed + 3, examined, split);
    return {
      right: Math.round(examined * exactMatches<Weights>(translator, weights, numbers)),
      of: examined,
    };
  };
  const examinedShares = { heldOut: score('held-out'), structural: score('structural') };
  const example = exampleOf(weights);
  translator.dispose();
  dispose();
  const { library } = backend;
  backend.close();
  return {
    bytes,
    record: {
      shape: transformerSizes,
      parameters: kind.parameters,
      seed,
      steps: learningPlan.steps,
      batchSize: learningPlan.batchSize,
      engine: library,
      node: process.versions.node,
      trainedAt: new Date().toISOString(),
      weights: {
        format: 'float16, little-endian',
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
      examined: examinedShares,
      example,
    },
  };
}

function exampleOf(weights: OnBackend<Weights>): TrainedTranslator['example'] {
  const numeral = toChinese(exampleNumber);
  const tokens: number[] = [];
  const attention: number[][] = [];
  const source = sourceTokens(numeral).map(jointToken);
  for (const each of watchSpeech(source, weights, transformerSizes.numHeads, longestSpeech)) {
    if (each.kind === 'encoded') continue;
    tokens.push(each.token);
    attention.push(meanOfHeads(each.source.at(-1) as AttentionMap));
  }
  const words = wordsOf(tokens);
  return { numeral, words, attention: attention.slice(0, words.length) };
}

/** The only row of a map, mean of its heads, to a thousandth. */
function meanOfHeads({ shape: [numHeads, , columns], weights }: AttentionMap): number[] {
  return Array.from({ length: columns }, (_, column) => {
    const sum = Array.from(
      { length: numHeads },
      (_, head) => weights[head * columns + column] ?? 0,
    );
    return Math.round((1000 * sum.reduce((a, b) => a + b, 0)) / numHeads) / 1000;
  });
}
