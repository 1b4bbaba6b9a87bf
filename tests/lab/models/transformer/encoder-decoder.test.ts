import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { decoderLayerOracle, encoderDecoderOracle } from '#lab/models/oracle/transformer.ts';
import {
  decoderLayer,
  decoderLayerFlops,
  drawDecoderLayer,
} from '#lab/models/transformer/decoder-layer.ts';
import { tokenTensor } from '#lab/models/transformer/embedding.ts';
import {
  drawEncoderDecoder,
  encoderDecoder,
  encoderDecoderFlops,
} from '#lab/models/transformer/encoder-decoder.ts';
import { causalMask, paddingMask } from '#lab/models/transformer/masks.ts';
import { sinusoidalPositions } from '#lab/models/transformer/positions.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';
import { coreProducts, encoderProducts, product } from './count-products.ts';

const shape = {
  numEncoderLayers: 2,
  numDecoderLayers: 2,
  dModel: 16,
  numHeads: 4,
  dFf: 32,
  vocabularySize: 13,
};

onEveryBackend((open) => {
  describe('the decoder layer equals its float64 oracle', () => {
    it.each([
      { m: 1, n: 1, numHeads: 1 },
      { m: 7, n: 3, numHeads: 2 },
      { m: 3, n: 9, numHeads: 4 },
    ])('$m target and $n source positions, $numHeads heads', ({ m, n, numHeads }) => {
      const draw = seededNormal(m + n);
      const [x, memory] = [draw([m, 16], 1), draw([n, 16], 1)];
      const weights = drawDecoderLayer(draw, 16, 32);
      const placed = toTensors({ x, memory, weights, mask: causalMask(m) });
      const { tensors, dispose } = placed;
      const options = { batchSize: 1, numHeads, kernels: open().fused };
      const values = valuesOf(() =>
        decoderLayer(tensors.x, tensors.memory, tensors.weights, options, { self: tensors.mask }),
      );
      dispose();
      expectClose(values, decoderLayerOracle(x, memory, weights, numHeads), 32);
    });
  });

  it('the encoder-decoder gives the oracle’s logits for each sequence of a padded batch', () => {
    const [sources, targets] = [
      [
        [3, 1, 4, 1, 5],
        [9, 2, 6],
      ],
      [
        [0, 5, 3],
        [0, 8, 9],
      ],
    ] as const;
    const weights = drawEncoderDecoder(seededNormal(21), shape);
    const { tensors, dispose } = toTensors({
      weights,
      positions: sinusoidalPositions(5, shape.dModel),
      self: causalMask(3),
      memory: paddingMask([5, 3], 5),
    });
    const padded = sources.map((each) => [...each, 0, 0].slice(0, 5));
    const source = tokenTensor('source', padded, shape.vocabularySize);
    const target = tokenTensor('target', targets, shape.vocabularySize);
    const { self, memory, positions } = tensors;
    const options = { positions, numHeads: shape.numHeads, kernels: open().fused };
    const values = valuesOf(() =>
      encoderDecoder(source, target, tensors.weights, { self, memory }, options),
    );
    dispose();
    tf.dispose([source, target]);
    const width = 3 * shape.vocabularySize;
    for (const [k, each] of sources.entries()) {
      const truth = encoderDecoderOracle(each, targets[k] ?? [], weights, shape);
      // Twice two layers: rounding of one layer is carried through the next.
      expectClose(values.subarray(k * width, (k + 1) * width), truth, 4 * shape.dFf);
    }
  });
});

describe('the work is the sum over products', () => {
  it.each([
    [1, 1],
    [5, 9],
    [64, 3],
  ])('%d target and %d source positions', (m, n) => {
    const d = 16;
    const [self, cross] = [coreProducts(m, m, d, 4), coreProducts(m, n, d, 4)];
    const projections = 6 * product(m, d, d) + 2 * product(n, d, d);
    const layer = self + cross + projections + product(m, d, 32) + product(m, 32, d);
    expect(decoderLayerFlops(m, n, d, 32)).toBe(layer);
    expect(encoderDecoderFlops(n, m, shape)).toBe(
      2 * encoderProducts(n, d, 4, 32) + 2 * layer + product(m, d, 13),
    );
  });
});

describe('tokens', () => {
  it.each([
    [
      [[1, 2], [3]],
      'source must be sequences of one length (pad the shorter ones, and mask them); received lengths 2 and 1.',
    ],
    [[[1, 13]], 'source must be integers from 0 to 12; received 13 at index 1.'],
    [[[1, -1]], 'source must be integers from 0 to 12; received -1 at index 1.'],
    [[[Number.NaN]], 'source must be integers from 0 to 12; received NaN at index 0.'],
    [[[]], 'source must be integers from 0 to 12; received none.'],
    [[], 'source must be integers from 0 to 12; received none.'],
  ])('%j are refused', (sequences, message) => {
    expect(() => tokenTensor('source', sequences, 13)).toThrow(message);
  });

  it('beyond the table of positions are refused', () => {
    const { tensors, dispose } = toTensors({
      weights: drawEncoderDecoder(seededNormal(1), shape),
      positions: sinusoidalPositions(2, shape.dModel),
      self: causalMask(3),
    });
    const tokens = tokenTensor('source', [[1, 2, 3]], 13);
    const options = { positions: tensors.positions, numHeads: 4 };
    expect(() =>
      tf.tidy(() =>
        encoderDecoder(tokens, tokens, tensors.weights, { self: tensors.self }, options),
      ),
    ).toThrow('positions must reach as far as the sequence; received 2 positions for 3.');
    dispose();
    tokens.dispose();
  });
});
