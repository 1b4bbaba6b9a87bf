import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { type AdamOptions, adamStart, adamStep } from '#lab/models/training/adam.ts';
import { crossEntropy } from '#lab/models/training/cross-entropy.ts';
import { type DenseArray, toTensors } from '#lab/models/weights.ts';
import { onEveryBackend } from '../../support/on-backend.ts';
import { expectReferenceLoss, expectTree } from '../../support/reference.ts';
import { countedPositions, readReference } from './reference/read-reference.ts';

onEveryBackend(() => {
  it.each(['plain', 'padded', 'large'])(
    'cross-entropy equals PyTorch and Keras, with its gradient: %s',
    (name) => {
      const reference = readReference<{ logits: DenseArray }>(`cross-entropy-${name}`);
      const targets = (reference.tokens['targets'] as number[][]).flat();
      const counted = tf.tensor1d(countedPositions(reference));
      const ids = tf.tensor1d(targets, 'int32');
      const rows = [targets.length, 11];
      expectReferenceLoss(
        reference,
        ({ logits }) => crossEntropy(tf.reshape(logits, rows), ids, counted),
        targets.length * 11,
      );
      tf.dispose([counted, ids]);
    },
  );

  describe('Adam takes PyTorch’s steps', () => {
    it.each(['default', 'transformer'])('%s', (name) => {
      type Given = { gradients: DenseArray };
      const reference = readReference<Given, { parameter: DenseArray }>(`adam-${name}`);
      const { inputs, weights: start, outputs } = reference;
      const { tensors, dispose } = toTensors({ inputs, start });
      const parameters = tf.tidy(() => {
        const gradients = tf.unstack(tensors.inputs.gradients);
        let [weights, state] = [tensors.start, adamStart(tensors.start)];
        const after = gradients.map((parameter) => {
          const options = reference.sizes as unknown as AdamOptions;
          ({ weights, state } = adamStep(weights, { parameter }, state, options));
          return weights.parameter;
        });
        return tf.stack(after);
      });
      expectTree('outputs', { parameters }, outputs, tensors.inputs.gradients.shape[0] as number);
      parameters.dispose();
      dispose();
    });
  });
});
