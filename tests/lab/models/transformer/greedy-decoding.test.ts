import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encoderDecoderOracle } from '#lab/models/oracle/transformer.ts';
import { tokenTensor } from '#lab/models/transformer/embedding.ts';
import { drawEncoderDecoder } from '#lab/models/transformer/encoder-decoder.ts';
import { greedyByRecomputation, greedyWithCache } from '#lab/models/transformer/greedy-decoding.ts';
import { causalMask, paddingMask } from '#lab/models/transformer/masks.ts';
import { sinusoidalPositions } from '#lab/models/transformer/positions.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const shape = {
  numEncoderLayers: 1,
  numDecoderLayers: 2,
  dModel: 16,
  numHeads: 2,
  dFf: 32,
  vocabularySize: 11,
};

/** The tokens that the float64 oracle chooses, its whole prefix computed at each step. */
function oracleTokens(
  source: readonly number[],
  weights: ReturnType<typeof drawEncoderDecoder>,
  steps: number,
): number[] {
  const tokens = [0];
  for (let t = 0; t < steps; t++) {
    const logits = encoderDecoderOracle(source, tokens, weights, shape);
    const last = logits.subarray(-shape.vocabularySize);
    tokens.push(last.indexOf(Math.max(...last)));
  }
  return tokens.slice(1);
}

onEveryBackend((open) => {
  describe('greedy decoding chooses the oracle’s tokens', () => {
    it.each([
      ['with the prefix recomputed', greedyByRecomputation],
      ['with a KV cache', greedyWithCache],
    ])('%s, for a padded batch', (_name, decode) => {
      const [steps, lengths] = [6, [4, 2]];
      const sources = [
        [3, 1, 4, 1],
        [5, 9, 0, 0],
      ];
      const weights = drawEncoderDecoder(seededNormal(33), shape);
      const { tensors, dispose } = toTensors({
        weights,
        positions: sinusoidalPositions(8, shape.dModel),
        causal: causalMask(8),
        memoryMask: paddingMask(lengths, 4),
      });
      const source = tokenTensor('source', sources, shape.vocabularySize);
      const { positions, causal, memoryMask } = tensors;
      const tokens = valuesOf(() =>
        decode(source, tensors.weights, {
          positions,
          causal,
          memoryMask,
          numHeads: shape.numHeads,
          kernels: open().fused,
          startToken: 0,
          steps,
        }),
      );
      dispose();
      source.dispose();
      const expected = sources.flatMap((each, k) =>
        oracleTokens(each.slice(0, lengths[k]), weights, steps),
      );
      expect([...tokens]).toEqual(expected);
    });
  });

  it('cached and recomputed decoding choose the same tokens', () => {
    const source = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.nat(), source, (seed, tokens) => {
        const { tensors, dispose } = toTensors({
          weights: drawEncoderDecoder(seededNormal(seed), shape),
          positions: sinusoidalPositions(8, shape.dModel),
          causal: causalMask(8),
        });
        const ids = tokenTensor('source', [tokens], shape.vocabularySize);
        const { weights, ...constants } = tensors;
        const options = {
          ...constants,
          numHeads: 2,
          kernels: open().fused,
          startToken: 0,
          steps: 7,
        };
        const cached = valuesOf(() => greedyWithCache(ids, weights, options));
        const recomputed = valuesOf(() => greedyByRecomputation(ids, weights, options));
        dispose();
        ids.dispose();
        expect([...cached]).toEqual([...recomputed]);
      }),
      { numRuns: 12 },
    );
  });
});

describe('wrong options', () => {
  it.each([
    [
      { startToken: 11, steps: 2 },
      'startToken must be integers from 0 to 10; received 11 at index 0.',
    ],
    [{ startToken: 0, steps: 0 }, 'steps must be integers from 1 to 8; received 0 at index 0.'],
    [{ startToken: 0, steps: 9 }, 'steps must be integers from 1 to 8; received 9 at index 0.'],
  ])('%j', (wrong, message) => {
    const { tensors, dispose } = toTensors({
      weights: drawEncoderDecoder(seededNormal(1), shape),
      positions: sinusoidalPositions(8, shape.dModel),
      causal: causalMask(8),
    });
    const source = tokenTensor('source', [[1, 2]], shape.vocabularySize);
    const { weights, ...constants } = tensors;
    const options = { ...constants, numHeads: 2, ...wrong };
    for (const decode of [greedyByRecomputation, greedyWithCache]) {
      expect(() => decode(source, weights, options)).toThrow(message);
    }
    dispose();
    source.dispose();
  });
});
