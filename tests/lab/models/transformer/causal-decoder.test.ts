import { describe, expect, it } from 'vitest';
import { causalDecoderOracle } from '#lab/models/oracle/transformer.ts';
import {
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
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';
import { encoderProducts, product } from './count-products.ts';

onEveryBackend((open) => {
  describe('the decoder gives the oracle’s logits by each of its schedules', () => {
    const shape = { numLayers: 2, dModel: 16, numHeads: 4, dFf: 32, vocabularySize: 13 };
    const tokens = [3, 1, 4, 1, 5, 9, 2, 6, 5];
    const weights = drawCausalDecoder(seededNormal(9), shape, tokens.length);
    const truth = causalDecoderOracle(tokens, weights, shape);

    it.each([
      ['one causal pass', causalPass],
      ['a KV cache', cachedSteps],
      ['the prefix recomputed', prefixPasses],
    ])('%s', (_name, schedule) => {
      const placed = toTensors(weights);
      const ids = tokenTensor('tokens', [tokens], shape.vocabularySize);
      const values = valuesOf(() => schedule(ids, placed.tensors, shape, open().fused));
      placed.dispose();
      ids.dispose();
      expectClose(values, truth, shape.dFf);
    });
  });
});

describe('the work of each schedule is the sum over its products', () => {
  const shape = { numLayers: 3, dModel: 16, numHeads: 4, dFf: 40, vocabularySize: 70 };
  const logits = (rows: number) => product(rows, 16, 70);
  const layers = (rows: number, keys: number) => 3 * encoderProducts(rows, 16, 4, 40, keys);
  const overSteps = (T: number, work: (t: number) => number) =>
    Array.from({ length: T }, (_, t) => work(t + 1)).reduce((sum, each) => sum + each, 0);

  it.each([1, 5, 64])('T = %d', (T) => {
    expect(causalPassFlops(T, shape)).toBe(layers(T, T) + logits(T));
    expect(cachedStepsFlops(T, shape)).toBe(overSteps(T, (t) => layers(1, t) + logits(1)));
    const prefixes = overSteps(T, (t) => layers(t, t) + logits(1));
    expect(prefixPassesFlops(T, shape)).toBeCloseTo(prefixes, 3);
  });
});
