import { describe, expect, it } from 'vitest';
import { flatten, multiply } from '#lab/models/oracle/matrix.ts';
import {
  causalDecoderOracle,
  encoderDecoderOracle,
  encoderLayerOracle,
} from '#lab/models/oracle/transformer.ts';
import { drawCausalDecoder } from '#lab/models/transformer/causal-decoder.ts';
import { drawEncoderDecoder } from '#lab/models/transformer/encoder-decoder.ts';
import { drawEncoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { filled, seededNormal } from '#lab/models/weights.ts';

// The oracles are judged by cases that can be worked out by hand.

const dense = (shape: number[], values: number[]) => ({ shape, values: Float32Array.from(values) });

it('multiplies matrices', () => {
  const product = multiply(
    [Float64Array.of(1, 2), Float64Array.of(3, 4)],
    [Float64Array.of(5, 6), Float64Array.of(7, 8)],
  );
  expect([...flatten(product)]).toEqual([19, 22, 43, 50]);
});

describe('the encoder oracle', () => {
  const draw = seededNormal(3);
  const weights = drawEncoderLayer(draw, 8, 16);

  it('returns rows that layer normalisation has centred, where its bias is zero', () => {
    const plain = { ...weights, feedForwardNorm: { gain: filled([8], 1), bias: filled([8], 0) } };
    const values = encoderLayerOracle(draw([5, 8], 1), plain, 2);
    for (let row = 0; row < 5; row++) {
      const entries = values.subarray(row * 8, row * 8 + 8);
      expect(entries.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 9);
      expect(entries.reduce((sum, each) => sum + each ** 2, 0) / 8).toBeCloseTo(1, 3);
    }
  });

  it('treats equal positions equally: without positions it cannot tell them apart', () => {
    const row = Array.from(draw([8], 1).values);
    const values = encoderLayerOracle(dense([3, 8], [...row, ...row, ...row]), weights, 4);
    expect(values.subarray(8, 16)).toEqual(values.subarray(0, 8));
    expect(values.subarray(16, 24)).toEqual(values.subarray(0, 8));
  });
});

it('the decoder oracle never looks ahead: a later token leaves earlier logits as they were', () => {
  const shape = { numLayers: 2, dModel: 8, numHeads: 2, dFf: 16, vocabularySize: 11 };
  const weights = drawCausalDecoder(seededNormal(4), shape, 6);
  const before = causalDecoderOracle([1, 2, 3, 4, 5, 6], weights, shape);
  const after = causalDecoderOracle([1, 2, 3, 9, 5, 6], weights, shape);
  expect(after.subarray(0, 33)).toEqual(before.subarray(0, 33));
  expect(after.subarray(33, 44)).not.toEqual(before.subarray(33, 44));
});

describe('the encoder-decoder oracle', () => {
  const shape = {
    numEncoderLayers: 1,
    numDecoderLayers: 1,
    dModel: 8,
    numHeads: 2,
    dFf: 16,
    vocabularySize: 11,
  };
  const weights = drawEncoderDecoder(seededNormal(5), shape);
  const logits = (source: number[], target: number[]) =>
    encoderDecoderOracle(source, target, weights, shape);

  it('lets every target position see every source token', () => {
    const [before, after] = [logits([1, 2, 3], [0, 4, 5]), logits([1, 2, 9], [0, 4, 5])];
    for (const position of [0, 1, 2]) {
      const own = (values: Float64Array) => values.subarray(position * 11, position * 11 + 11);
      expect(own(after)).not.toEqual(own(before));
    }
  });

  it('hides later target tokens from earlier ones', () => {
    const [before, after] = [logits([1, 2], [0, 4, 5]), logits([1, 2], [0, 4, 6])];
    expect(after.subarray(0, 22)).toEqual(before.subarray(0, 22));
    expect(after.subarray(22)).not.toEqual(before.subarray(22));
  });
});
