import * as tf from '@tensorflow/tfjs-core';
import { leavesOf } from '#lab/models/tensor-tree.ts';
import { lossAndGradients } from '#lab/models/training/gradients.ts';
import { nextTokenLoss, placeBatch } from '#lab/models/training/next-token.ts';
import { causalBlock } from '#lab/models/training/next-token-layers.ts';
import { toTensors } from '#lab/models/weights.ts';
import type { DataReply, DataRequest, DataSetup } from './data-parallel.ts';
import { SpanNotes } from './own-spans.ts';
import { serveCrew } from './serve-crew.ts';
import { SharedSum } from './shared-sum.ts';

// A thread that trains on a share of the batch; started by openDataParallel.
serveCrew<DataSetup, DataRequest, DataReply>((setup, post) => {
  const gradientsOf = openShare(setup, post.engine.fused);
  const sum = new SharedSum(setup.sum);
  const own = new Float32Array(setup.sum.sum.length);
  return ({ originNs }) => {
    post.meet();
    const notes = new SpanNotes(originNs);
    if (gradientsOf !== undefined) {
      post.say('computing', 'computing its gradients');
      notes.during('gradients', () => gradientsOf(own));
    }
    notes.during('exchange', () => sum.reduce(own, post));
    return { spans: notes.spans };
  };
});

/** Writes the gradients of a share's mean loss into an array, and the loss behind them. */
function openShare(
  { weights, sizes, sequences }: DataSetup,
  kernels: Parameters<ReturnType<typeof causalBlock>['open']>[1],
): ((into: Float32Array) => void) | undefined {
  if (sequences.length === 0) return undefined;
  const layer = causalBlock(sizes.dModel, sizes.numHeads, sizes.dFf);
  const n = (sequences[0] as readonly number[]).length - 1;
  const { tensors } = toTensors({ ...weights, layer: layer.place(weights.layer) });
  const batch = placeBatch(sequences, sizes.vocabularySize, layer.rowOrder);
  const { compute } = layer.open({ n, batchSize: sequences.length }, kernels);
  const model = { layer: compute, kernels };
  return (into) => {
    const { loss, gradients } = tf.tidy(() => {
      const found = lossAndGradients((asked) => nextTokenLoss(batch, asked, model), tensors);
      return { loss: found.loss, gradients: leavesOf(found.gradients) };
    });
    let end = 0;
    for (const each of gradients) {
      into.set(each.dataSync<'float32'>(), end);
      end += each.size;
    }
    into[end] = loss.dataSync()[0] as number;
    tf.dispose([loss, gradients]);
  };
}
