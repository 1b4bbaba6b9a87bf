import { describe, expect, it } from 'vitest';
import { lstmOracle } from '#lab/models/oracle/lstm.ts';
import { flatten, multiply } from '#lab/models/oracle/matrix.ts';
import { causalDecoderOracle, encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import { drawCausalDecoder } from '#lab/models/transformer/causal-decoder.ts';
import { drawEncoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { filled, seededNormal } from '#lab/models/weights.ts';

// The oracles are judged by cases that can be worked out by hand.

const dense = (shape: number[], values: number[]) => ({ shape, values: Float32Array.from(values) });
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

it('multiplies matrices', () => {
  const product = multiply(
    [Float64Array.of(1, 2), Float64Array.of(3, 4)],
    [Float64Array.of(5, 6), Float64Array.of(7, 8)],
  );
  expect([...flatten(product)]).toEqual([19, 22, 43, 50]);
});

describe('the LSTM oracle', () => {
  const zero = { inputKernel: filled([1, 4], 0), recurrentKernel: filled([1, 4], 0) };

  it('with biases only follows the gates by hand: c = f·c + i·g, h = o·tanh(c)', () => {
    const [input, forget, candidate, output] = [0.5, -0.25, 1, 2] as const;
    const weights = { ...zero, bias: dense([4], [input, forget, candidate, output]) };
    const first = sigmoid(input) * Math.tanh(candidate);
    const second = sigmoid(forget) * first + first;
    const states = lstmOracle(dense([2, 1], [0, 0]), weights);
    expect(states[0]).toBeCloseTo(sigmoid(output) * Math.tanh(first), 12);
    expect(states[1]).toBeCloseTo(sigmoid(output) * Math.tanh(second), 12);
  });

  it('remembers for ever with the forget gate open and the input gate shut after one step', () => {
    // The input opens the input gate at the first step alone; the others stay as they are.
    const weights = {
      inputKernel: dense([1, 4], [40, 0, 0, 0]),
      recurrentKernel: filled([1, 4], 0),
      bias: dense([4], [-20, 40, 3, 40]),
    };
    const states = lstmOracle(dense([50, 1], [1, ...Array(49).fill(0)]), weights);
    expect(states[49]).toBeCloseTo(Math.tanh(Math.tanh(3)), 6);
  });
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
