import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { lstmNumerals } from '#lab/models/numerals/lstm-translators.ts';
import {
  drawNumbers,
  end,
  numeralBatch,
  targetTokens,
} from '#lab/models/numerals/number-corpus.ts';
import { exactMatches, trainTranslator } from '#lab/models/numerals/train-translator.ts';
import { transformerTranslator } from '#lab/models/numerals/transformer-translator.ts';
import {
  countNumbers,
  jointToken,
  lossOf,
  placeNumerals,
  type TranslatorKind,
  vocabularySize,
} from '#lab/models/numerals/translator.ts';
import { leavesOf } from '#lab/models/tensor-tree.ts';
import { type OnBackend, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, valuesOf } from '../../../support/on-backend.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

const small = { numEncoderLayers: 1, numDecoderLayers: 1, dModel: 16, numHeads: 2, dFf: 32 };
const kinds: [string, () => TranslatorKind<object>][] = [
  ['a Transformer', () => transformerTranslator(small, 16, kernels) as TranslatorKind<object>],
  [
    'an LSTM with attention',
    () => lstmNumerals({ dModel: 16, attends: true }, kernels) as TranslatorKind<object>,
  ],
  [
    'an LSTM without',
    () => lstmNumerals({ dModel: 16, attends: false }, kernels) as TranslatorKind<object>,
  ],
];
const numbers = [7, 30, 1_005, 240_000];

it('characters and words have tokens of their own, and padding is the same for both', () => {
  const tokens = Array.from({ length: 15 }, (_, token) => jointToken(token));
  expect(new Set(tokens).size).toBe(15);
  expect(tokens.filter((token) => token < 34)).toEqual([0]);
  expect(Math.max(...tokens)).toBe(vocabularySize - 1);
});

describe.each(kinds)('%s', (_, kindOf) => {
  function placed() {
    const kind = kindOf();
    const drawn = kind.draw(seededNormal(3));
    const { tensors, dispose } = toTensors(drawn);
    const [translator, batch] = [kind.open(), placeNumerals(numeralBatch(numbers))];
    return {
      kind,
      drawn,
      translator,
      batch,
      weights: tensors as OnBackend<object>,
      dispose() {
        dispose();
        translator.dispose();
        tf.dispose(batch);
      },
    };
  }

  it('has as many weights as it says', () => {
    const { kind, drawn, dispose } = placed();
    expect(kind.parameters).toBe(countNumbers(drawn));
    dispose();
  });

  it('a number gets the same logits in a batch as alone', () => {
    const { translator, batch, weights, dispose } = placed();
    const m = batch.read.shape[1] as number;
    const together = valuesOf(() => translator.logits(batch, weights));
    for (const [row, number] of numbers.entries()) {
      const alone = placeNumerals(numeralBatch([number]));
      const values = valuesOf(() => translator.logits(alone, weights));
      tf.dispose(alone);
      const own = together.subarray(
        row * m * vocabularySize,
        row * m * vocabularySize + values.length,
      );
      expectClose(own, values, 64);
    }
    dispose();
  });

  it('says word by word what it gives the most to, all positions at once', () => {
    const { translator, batch, weights, dispose } = placed();
    const said = tf.tidy(() => translator.say(batch, weights, 5).arraySync()) as number[][];
    // Teacher forcing with its own words: the position behind each gives the same word.
    const read = said.map((row) => [1, ...row.slice(0, -1)]);
    const again = tf.tidy(() => {
      const forced = { ...batch, read: tf.tensor2d(read, undefined, 'int32') };
      return tf.argMax(translator.logits(forced, weights), 1).arraySync();
    });
    expect(again).toEqual(said.flat());
    dispose();
  });

  it('padding does not count in its loss', () => {
    const { translator, batch, weights, dispose } = placed();
    const loss = valuesOf(() => lossOf(translator, batch, weights))[0] as number;
    // The mean over all words, sequence by sequence.
    let [sum, words] = [0, 0];
    for (const number of numbers) {
      const alone = placeNumerals(numeralBatch([number]));
      const count = targetTokens(number).length;
      sum += count * (valuesOf(() => lossOf(translator, alone, weights))[0] as number);
      words += count;
      tf.dispose(alone);
    }
    expect(loss).toBeCloseTo(sum / words, 4);
    dispose();
  });

  it('learns: the same seed the same, and the loss falls', () => {
    const plan = {
      seed: 5,
      steps: 30,
      batchSize: 16,
      learningRate: 5e-3,
      decayFrom: 20,
      examineEvery: 10,
      examined: 8,
    };
    const alive = tf.memory().numTensors;
    const [first, again] = [0, 1].map(() => {
      const { examinations, weights } = trainTranslator(kindOf(), plan);
      tf.dispose(leavesOf(weights));
      return examinations;
    });
    expect(again).toEqual(first);
    expect(first?.map(({ step }) => step)).toEqual([10, 20, 30]);
    const losses = first?.map(({ loss }) => loss) as [number, number, number];
    expect(losses[0]).toBeLessThan(Math.log(vocabularySize) * 1.2);
    expect(losses[2]).toBeLessThan(losses[0]);
    expect(tf.memory().numTensors).toBe(alive);
  });
});

describe('an exact match', () => {
  const saying = (rows: (target: number[]) => number[]) => ({
    say: (_: unknown, __: unknown, steps: number) => {
      const said = numbers.map((number) => {
        const row = rows(targetTokens(number));
        return [...row, ...Array<number>(steps).fill(7)].slice(0, steps);
      });
      return tf.tensor2d(said, undefined, 'int32');
    },
  });

  it.each<[string, (target: number[]) => number[], number]>([
    ['is every word, whatever stands behind the end', (target) => target, 1],
    ['is not words without the end', (target) => target.slice(0, -1), 0],
    ['is not words too few', (target) => [...target.slice(0, -2), end], 0],
    [
      'is not another last word',
      (target) => [...target.slice(0, -2), 3 + ((target.at(-2) as number) % 20), end],
      0,
    ],
    ['is counted for each number', (target) => (target.length > 3 ? target : [end]), 0.5],
  ])('%s', (_, rows, share) => {
    const translator = saying(rows);
    expect(exactMatches(translator as never, {} as never, numbers)).toBe(share);
  });

  it('takes as many numbers of each split as asked for', () => {
    expect(drawNumbers(7, 8, 'structural')).toHaveLength(8);
  });
});
