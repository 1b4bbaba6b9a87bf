import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '#lab/models/kernels.ts';
import { linear } from '#lab/models/linear.ts';
import { feedForward } from '#lab/models/transformer/feed-forward.ts';
import { multiHeadAttention } from '#lab/models/transformer/multi-head-attention.ts';
import { toTensors } from '#lab/models/weights.ts';
import { SpanNotes } from './own-spans.ts';
import { type Post, serveCrew } from './serve-crew.ts';
import { SharedSum } from './shared-sum.ts';
import type { Share, TensorReply, TensorRequest, TensorSetup } from './tensor-parallel.ts';

/** Computes something as a part of the work, and gives its numbers. */
type Compute = (run: () => tf.Tensor) => Float32Array;
/** Adds up what all workers bring, as a part of the work. */
type AddUp = (sum: SharedSum, own: Float32Array) => Float32Array;

// A thread that computes a share of a layer; started by openTensorParallel.
serveCrew<TensorSetup, TensorRequest, TensorReply>(({ share, x, middle, last }, post) => {
  const layer = openShare(share, x, post);
  const sums = { middle: new SharedSum(middle), last: new SharedSum(last) };
  return ({ originNs }) => {
    post.meet();
    const notes = new SpanNotes(originNs);
    const compute: Compute = (run) =>
      notes.during('product', () => {
        post.say('computing', 'computing its share of the layer');
        const output = tf.tidy(run);
        const values = output.dataSync<'float32'>();
        output.dispose();
        return values;
      });
    const addUp: AddUp = (sum, own) => notes.during('exchange', () => sum.reduce(own, post));
    layer(compute, addUp, sums);
    return { spans: notes.spans };
  };
});

interface Sums {
  /** Of what stands between two matrices, and of the output. */
  middle: SharedSum;
  last: SharedSum;
}

/** Puts a share in place, and says how a sample of it goes. */
function openShare(
  share: Share,
  x: TensorSetup['x'],
  post: Post,
): (compute: Compute, addUp: AddUp, sums: Sums) => void {
  const kernels: Kernels = post.engine.fused;
  const [rows, dModel] = x.shape as [number, number];
  if (share.kind === 'sum-alone') {
    const zeros = new Float32Array(x.values.length);
    return (_, addUp, { last }) => addUp(last, zeros);
  }
  const { tensors: placed } = toTensors({ x });
  if (share.kind === 'heads') {
    const { tensors: weights } = toTensors(share.weights);
    const heads = { batchSize: 1, numHeads: share.numHeads, kernels };
    return (compute, addUp, { last }) => {
      addUp(
        last,
        compute(() => multiHeadAttention(placed.x, placed.x, weights, heads)),
      );
    };
  }
  const { tensors: weights } = toTensors(share.weights);
  if (share.kind === 'columns-rows') {
    return (compute, addUp, { last }) => {
      addUp(
        last,
        compute(() => feedForward(placed.x, weights, kernels)),
      );
    };
  }
  const width = dModel / post.workers;
  const own = tf.slice(placed.x, [0, post.worker * width], [rows, width]); // [rows, d/N]
  return (compute, addUp, { middle, last }) => {
    const part = compute(() => linear(own, weights.inner, weights.innerBias, kernels)); // [rows, dFf]
    const summed = addUp(middle, part);
    const columns = compute(() => {
      const hidden = tf.relu(tf.tensor(summed, [rows, summed.length / rows])); // [rows, dFf]
      return linear(hidden, weights.outer, weights.outerBias, kernels); // [rows, d/N]
    });
    addUp(last, amongZeros(columns, rows, post));
  };
}

/** A worker's columns [rows, d/N] in their places, zeros in those of the others: [rows, d]. */
function amongZeros(columns: Float32Array, rows: number, { worker, workers }: Post): Float32Array {
  const width = columns.length / rows;
  const all = new Float32Array(rows * width * workers);
  for (let row = 0; row < rows; row++) {
    const own = columns.subarray(row * width, (row + 1) * width);
    all.set(own, (row * workers + worker) * width);
  }
  return all;
}
