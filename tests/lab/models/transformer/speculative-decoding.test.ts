import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  type CausalDecoderShape,
  causalPass,
  drawCausalDecoder,
} from '#lab/models/transformer/causal-decoder.ts';
import {
  disposePrefix,
  nothingRead,
  type ReadPrefix,
  readMore,
} from '#lab/models/transformer/causal-extension.ts';
import {
  expectedTokens,
  greedily,
  speculatively,
} from '#lab/models/transformer/speculative-decoding.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const shape: CausalDecoderShape = {
  numLayers: 2,
  dModel: 8,
  numHeads: 2,
  dFf: 16,
  vocabularySize: 7,
};
const maxLength = 40;
const prompt = [3, 1, 4];

/**
 * A stack whose tokens vary: large positions, and random signs on the last gain, or the tied projection would
 * give back the token just read.
 */
function drawVaried(seed: number) {
  const draw = seededNormal(seed);
  const weights = drawCausalDecoder(draw, shape, maxLength);
  weights.positions.values.set(draw([maxLength, shape.dModel], 4).values);
  const gain = weights.layers.at(-1)?.feedForwardNorm.gain as DenseArray;
  gain.values.set(draw([shape.dModel], 1).values.map((each) => Math.sign(each)));
  return weights;
}

onEveryBackend((open) => {
  describe('reading more', () => {
    it.each([[[1, 1, 1, 1, 1, 1]], [[6]], [[3, 1, 2]], [[1, 5]]])(
      'in passes of %j tokens gives the logits of one pass',
      (parts) => {
        const tokens = [3, 1, 4, 1, 5, 2];
        const { tensors, dispose } = toTensors(drawVaried(1));
        const { fused } = open();
        const whole = valuesOf(() =>
          causalPass(tf.tensor2d([tokens], undefined, 'int32'), tensors, shape, fused),
        );
        const values = valuesOf(() => {
          let read: ReadPrefix = nothingRead;
          const rows = parts.map((size) => {
            const own = tf.tensor2d(
              [tokens.slice(read.length, read.length + size)],
              undefined,
              'int32',
            );
            const more = readMore(own, read, tensors, shape, fused);
            read = more.read;
            return more.logits;
          });
          return tf.concat(rows, 0);
        });
        dispose();
        expectClose(values, whole, 40);
      },
    );
  });

  describe('speculative decoding', () => {
    /** The most likely next token by a whole pass each time, without any cache. */
    function slowly(weights: ReturnType<typeof drawVaried>, steps: number): number[] {
      const { tensors, dispose } = toTensors(weights);
      const tokens = [...prompt];
      for (let step = 0; step < steps; step++) {
        const logits = valuesOf(() =>
          causalPass(tf.tensor2d([tokens], undefined, 'int32'), tensors, shape, open().fused),
        );
        const last = [...logits.slice(-shape.vocabularySize)];
        tokens.push(last.indexOf(Math.max(...last)));
      }
      dispose();
      return tokens.slice(prompt.length);
    }

    it.each([
      ['guesses well', 5, 5, 4],
      ['guesses badly', 5, 6, 4],
      ['guesses one ahead', 7, 8, 1],
      ['guesses more than is wanted', 9, 9, 50],
    ])('of one that %s says what greedy decoding says', (_, large, small, ahead) => {
      const steps = 20;
      const [one, other] = [drawVaried(large), drawVaried(small)];
      const [placed, guesser] = [toTensors(one), toTensors(other)];
      const decoder = { weights: placed.tensors, shape, kernels: open().fused };
      const guessing = { weights: guesser.tensors, shape, kernels: open().fused };
      const alive = tf.memory().numTensors;
      const plain = greedily(prompt, steps, decoder);
      const fast = speculatively(prompt, steps, ahead, decoder, guessing);
      expect(tf.memory().numTensors).toBe(alive);
      placed.dispose();
      guesser.dispose();
      expect(plain.tokens).toEqual(slowly(one, steps));
      expect(new Set(plain.tokens).size).toBeGreaterThan(2);
      expect(fast.tokens).toEqual(plain.tokens);
      expect(plain.passes).toBe(steps);
      if (large === small) {
        expect(fast.accepted).toBe(fast.guessed);
        expect(fast.passes).toBe(1 + Math.ceil((steps - 1) / (ahead + 1)));
      } else {
        expect(fast.accepted).toBeLessThan(fast.guessed);
      }
    });
  });
});

describe('the tokens of a pass', () => {
  it.each([
    [0, 4, 1],
    [1, 4, 5],
    [0.5, 1, 1.5],
    [0.8, 5, 3.68928],
  ])('at α = %d and %d guesses are %d', (alpha, ahead, tokens) => {
    expect(expectedTokens(alpha, ahead)).toBeCloseTo(tokens, 10);
  });

  it('are the mean of passes in which each guess is right by chance', () => {
    const generator = seededNormal(3);
    const { values } = generator([200_000], 1);
    let at = 0;
    // A normal deviate is below 0.5244 in 70 of 100 cases.
    const isRight = () => (values[at++] as number) < 0.5244;
    let total = 0;
    const passes = 30_000;
    for (let pass = 0; pass < passes; pass++) {
      let right = 0;
      while (right < 4 && isRight()) right++;
      total += right + 1;
    }
    expect(total / passes).toBeCloseTo(expectedTokens(0.7, 4), 1);
  });
});

it.each([0, 1.5, -1])('%d guesses are refused', (ahead) => {
  const { tensors, dispose } = toTensors(drawVaried(1));
  const decoder = { weights: tensors, shape };
  expect(() => speculatively(prompt, 3, ahead, decoder, decoder)).toThrow(
    'ahead must be integers from 1',
  );
  dispose();
});

it('a prefix is freed by its owner', () => {
  const { tensors, dispose } = toTensors(drawVaried(1));
  const tokens = tf.tensor2d([prompt], undefined, 'int32');
  const alive = tf.memory().numTensors;
  const { logits, read } = tf.tidy(() => readMore(tokens, nothingRead, tensors, shape));
  logits.dispose();
  disposePrefix(read);
  expect(tf.memory().numTensors).toBe(alive);
  tokens.dispose();
  dispose();
});
