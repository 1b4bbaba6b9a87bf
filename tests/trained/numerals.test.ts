import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenBackend } from '#lab/backends/backend.ts';
import { native } from '#lab/backends/native.ts';
import { toChinese } from '#lab/models/numerals/chinese-numeral.ts';
import { toEnglish } from '#lab/models/numerals/english-words.ts';
import {
  begin,
  drawNumbers,
  numeralBatch,
  type Split,
  sourceTokens,
  wordsOf,
} from '#lab/models/numerals/number-corpus.ts';
import { restoreWeights } from '#lab/models/numerals/stored-weights.ts';
import { exactMatches } from '#lab/models/numerals/train-translator.ts';
import { transformerToTry } from '#lab/models/numerals/transformer-to-try.ts';
import { jointToken, placeNumerals, type Translator } from '#lab/models/numerals/translator.ts';
import { watchSpeech } from '#lab/models/numerals/watched-speech.ts';
import type { EncoderDecoderWeights } from '#lab/models/transformer/encoder-decoder.ts';
import { greedyByRecomputation } from '#lab/models/transformer/greedy-decoding.ts';
import { causalMask, hidden } from '#lab/models/transformer/masks.ts';
import { sinusoidalPositions } from '#lab/models/transformer/positions.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { parseTrainedTranslator } from '#trained/trained-translator.ts';

const folder = new URL('../../src/trained/', import.meta.url);
const bytes = readFileSync(new URL('numerals.bin', folder));
const record = parseTrainedTranslator(
  JSON.parse(readFileSync(new URL('numerals.json', folder), 'utf8')),
);
const { numHeads, dModel } = record.shape;
const steps = 12;

let backend: OpenBackend;
let weights: EncoderDecoderWeights<tf.Tensor>;
let translator: Translator<EncoderDecoderWeights<DenseArray>>;
beforeAll(async () => {
  backend = await native.open();
  const kind = transformerToTry();
  weights = toTensors(restoreWeights(kind.draw(seededNormal(0)), bytes)).tensors;
  translator = kind.open();
});
afterAll(() => backend.close());

describe('the network that readers may try', () => {
  it('is the one of its record, to the last bit', () => {
    expect(bytes.length).toBe(record.weights.bytes);
    expect(bytes.length).toBe(2 * record.parameters);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(record.weights.sha256);
  });

  it.each([
    ['held-out', 'heldOut'],
    ['structural', 'structural'],
  ] as const)('says as many %s numbers right as its record has', (split: Split, name) => {
    const { right, of } = record.examined[name];
    const share = exactMatches<EncoderDecoderWeights<DenseArray>>(
      translator,
      weights,
      drawNumbers(record.seed + 3, of, split),
    );
    // Another processor rounds otherwise, so that a close choice may fall the other way.
    expect(Math.abs(share * of - right)).toBeLessThanOrEqual(of / 200);
  });

  it('chooses the same words with a cache and without', () => {
    const numbers = [...drawNumbers(4, 100, 'held-out'), ...drawNumbers(5, 100, 'structural')];
    const { source, sourceCounted } = placeNumerals(numeralBatch(numbers));
    const { tensors: constants } = toTensors({
      positions: sinusoidalPositions(16, dModel),
      causal: causalMask(16),
    });
    const mask = tf.mul(tf.sub(1, sourceCounted), hidden);
    const recomputed = greedyByRecomputation(source, weights, {
      ...constants,
      numHeads,
      steps,
      startToken: begin,
      memoryMask: tf.reshape(mask, [numbers.length, 1, 1, -1]),
    });
    const cached = translator.say({ source, sourceCounted }, weights, steps);
    expect(cached.arraySync()).toEqual(recomputed.arraySync());
  });

  it('chooses the same words while it is watched, and every row of a head sums to one', () => {
    for (const number of [0, 15, 10_000, 3_200_050, 9_999_999, ...drawNumbers(6, 20, 'held-out')]) {
      const { source, sourceCounted } = placeNumerals(numeralBatch([number]));
      const said = translator
        .say({ source, sourceCounted }, weights, steps)
        .arraySync() as number[][];
      const tokens = sourceTokens(toChinese(number)).map(jointToken);
      const before = tf.memory().numTensors;
      const watched = [...watchSpeech(tokens, weights, numHeads, steps)];
      expect(tf.memory().numTensors).toBe(before);
      const chosen = watched.flatMap((each) => (each.kind === 'said' ? [each.token] : []));
      expect(chosen).toEqual((said[0] as number[]).slice(0, chosen.length));
      const maps = watched.flatMap((each) =>
        each.kind === 'said' ? [...each.own, ...each.source] : each.own,
      );
      for (const { shape, weights: shares } of maps) {
        const columns = shape[2];
        for (let row = 0; row < shape[0] * shape[1]; row++) {
          const sum = shares.slice(row * columns, (row + 1) * columns).reduce((a, b) => a + b, 0);
          expect(sum).toBeCloseTo(1, 5);
        }
      }
      expect(watched[0]?.own.map(({ shape }) => shape)).toEqual(
        Array(record.shape.numEncoderLayers).fill([numHeads, tokens.length, tokens.length]),
      );
    }
  });

  // What the article says of the example.
  it.each([
    ['three', '三'],
    ['two', '二'],
    ['fifty', '五'],
    ['hundred', '零'],
    ['thousand', '零'],
  ])('looks at %s’s character most: %s', (word, character) => {
    const { numeral, words, attention } = record.example;
    const row = attention[words.indexOf(word)] as number[];
    expect(numeral[row.indexOf(Math.max(...row))]).toBe(character);
  });

  it.each([
    [9_999_991, toEnglish(9_999_990)],
    [1_000_000, ['one', 'hundred', 'ten']],
  ])('says %d wrong, as the article has it', (number, words) => {
    const { source, sourceCounted } = placeNumerals(numeralBatch([number]));
    const said = translator.say({ source, sourceCounted }, weights, steps);
    expect(wordsOf((said.arraySync() as number[][])[0] as number[])).toEqual(words);
  });

  it('says most numbers with a gap on both sides right, though it learned from none', () => {
    const gapped = drawNumbers(9, 1500, 'structural').filter((each) => toChinese(each).length < 13);
    expect(gapped.length).toBeGreaterThan(50);
    const right = exactMatches<EncoderDecoderWeights<DenseArray>>(translator, weights, gapped);
    expect(right).toBeGreaterThan(0.85);
  });

  it('is refused where its record does not fit, with the command that trains it anew', () => {
    expect(() => parseTrainedTranslator({ ...record, parameters: 0 })).toThrow(
      /parameters[\s\S]*npm run train:numerals/,
    );
  });
});
