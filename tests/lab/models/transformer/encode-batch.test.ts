import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { asTheyCome, type Batching, byLength, inBuckets, packed } from '#lab/models/batching.ts';
import { encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import { encodeBatch, placeSequences, restoreOrder } from '#lab/models/transformer/encode-batch.ts';
import { drawEncoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, maxAbsDelta, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const [dModel, numHeads, dFf] = [8, 2, 12];
const lengths = [3, 6, 1, 5, 2, 7, 3];
const draw = seededNormal(5);
const sequences = lengths.map((length) => draw([length, dModel], 1));
const weights = drawEncoderLayer(seededNormal(6), dModel, dFf);
const truth = Float64Array.from(
  sequences.flatMap((each) => [...encoderLayerOracle(each, weights, numHeads)]),
);

function encoded(batching: Batching, batchSize: number, unmasked = false) {
  const batches = batching(lengths, batchSize);
  const placed = batches.map((batch) => placeSequences(sequences, batch));
  const { tensors, dispose } = toTensors(weights);
  const values = (() => {
    try {
      return valuesOf(() => {
        const rows = placed.map((each) => {
          const mask = unmasked ? tf.zerosLike(each.mask) : each.mask;
          return encodeBatch({ ...each, mask }, tensors, numHeads);
        });
        return restoreOrder(tf.concat(rows), batches, lengths);
      });
    } finally {
      for (const { x, mask, real } of placed) tf.dispose([x, mask, real]);
      dispose();
    }
  })();
  return values;
}

onEveryBackend(() => {
  describe.each<[string, Batching]>([
    ['as they come', asTheyCome],
    ['by length', byLength],
    ['in buckets', inBuckets],
    ['packed', packed],
  ])('%s', (_, batching) => {
    it.each([1, 2, 3, 7])('gives every sequence what it gets alone, batches of %d', (batchSize) => {
      expectClose(encoded(batching, batchSize), truth, dFf);
    });

    it('does not without the mask', () => {
      expect(maxAbsDelta(encoded(batching, 3, true), truth)).toBeGreaterThan(0.01);
    });
  });
});
