import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { encoderDecoderOracle } from '#lab/models/oracle/transformer.ts';
import { crossEntropy } from '#lab/models/training/cross-entropy.ts';
import { lossAndGradients } from '#lab/models/training/gradients.ts';
import { shiftedRight } from '#lab/models/training/teacher-forcing.ts';
import { tokenTensor } from '#lab/models/transformer/embedding.ts';
import { drawEncoderDecoder, encoderDecoder } from '#lab/models/transformer/encoder-decoder.ts';
import { causalMask } from '#lab/models/transformer/masks.ts';
import { sinusoidalPositions } from '#lab/models/transformer/positions.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { onEveryBackend } from '../../../support/on-backend.ts';

const shape = {
  numEncoderLayers: 1,
  numDecoderLayers: 1,
  dModel: 8,
  numHeads: 2,
  dFf: 16,
  vocabularySize: 7,
};
const [source, target] = [
  [1, 2, 3, 4],
  [5, 6, 1],
];

/** The loss by the float64 oracle: −mean log p of the targets. */
function oracleLoss(weights: ReturnType<typeof drawEncoderDecoder>): number {
  const logits = encoderDecoderOracle(source, [0, ...target.slice(0, -1)], weights, shape);
  const losses = target.map((token, t) => {
    const row = logits.subarray(t * shape.vocabularySize, (t + 1) * shape.vocabularySize);
    const total = row.reduce((sum, each) => sum + Math.exp(each), 0);
    return Math.log(total) - (row[token] as number);
  });
  return losses.reduce((sum, each) => sum + each, 0) / losses.length;
}

onEveryBackend((open) => {
  it('differentiates a tree of weights and returns a tree of that form', () => {
    const weights = { a: tf.tensor1d([1, 2]), deeper: [{ b: tf.scalar(3) }] };
    const alive = tf.memory().numTensors;
    // Σ a² · b has the gradients 2ab and Σ a².
    const { loss, gradients } = lossAndGradients(
      ({ a, deeper }) =>
        tf.sum(tf.mul(tf.square(a), (deeper[0] as { b: tf.Tensor }).b)) as tf.Scalar,
      weights,
    );
    expect(loss.dataSync()[0]).toBe(15);
    expect([...gradients.a.dataSync()]).toEqual([6, 12]);
    expect(gradients.deeper[0]?.b.dataSync()[0]).toBe(5);
    tf.dispose([loss, gradients] as tf.TensorContainer);
    expect(tf.memory().numTensors).toBe(alive);
    tf.dispose(weights as tf.TensorContainer);
  });

  describe('the loss of the encoder-decoder falls as the oracle’s central differences say', () => {
    const arrays = drawEncoderDecoder(seededNormal(8), shape);
    const places: [string, (weights: typeof arrays) => DenseArray, number][] = [
      ['embedding', (w) => w.embedding, 11],
      ['encoder query', (w) => (w.encoder[0] as (typeof w.encoder)[0]).attention.query, 5],
      ['encoder gain', (w) => (w.encoder[0] as (typeof w.encoder)[0]).feedForwardNorm.gain, 3],
      ['cross-attention key', (w) => (w.decoder[0] as (typeof w.decoder)[0]).crossAttention.key, 9],
      [
        'self-attention value',
        (w) => (w.decoder[0] as (typeof w.decoder)[0]).selfAttention.value,
        2,
      ],
      ['inner bias', (w) => (w.decoder[0] as (typeof w.decoder)[0]).feedForward.innerBias, 1],
    ];

    it.each(places)('%s', (_name, pick, index) => {
      const { tensors, dispose } = toTensors({
        weights: arrays,
        positions: sinusoidalPositions(4, shape.dModel),
        self: causalMask(3),
      });
      const [ids, wanted] = [source, target].map((each) =>
        tokenTensor('tokens', [each], shape.vocabularySize),
      ) as [tf.Tensor2D, tf.Tensor2D];
      const { positions, self } = tensors;
      const options = { positions, numHeads: shape.numHeads, kernels: open().fused };
      const { loss, gradients } = tf.tidy(() =>
        lossAndGradients((weights) => {
          const shifted = shiftedRight(wanted, 0);
          const logits = encoderDecoder(ids, shifted, weights, { self }, options);
          return crossEntropy(logits, tf.reshape(wanted, [3]));
        }, tensors.weights),
      );
      const array = pick(arrays);
      const held = array.values[index] as number;
      const at = (value: number) => {
        array.values[index] = value;
        const own = oracleLoss(arrays);
        array.values[index] = held;
        return { own, value: Math.fround(value) };
      };
      const [above, below] = [at(held + 0.01), at(held - 0.01)];
      const slope = (above.own - below.own) / (above.value - below.value);
      const own = pick(gradients as unknown as typeof arrays) as unknown as tf.Tensor;
      expect(loss.dataSync()[0]).toBeCloseTo(oracleLoss(arrays), 4);
      // Central differences err by h²; gradients here are of the order of 0.1.
      expect(own.dataSync()[index]).toBeCloseTo(slope, 3);
      dispose();
      tf.dispose([ids, wanted, loss, gradients] as tf.TensorContainer);
    });
  });
});
