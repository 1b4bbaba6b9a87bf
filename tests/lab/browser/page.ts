import * as tf from '@tensorflow/tfjs-core';
import type { BrowserBackendId, OpenBackend } from '#lab/backends/backend.ts';
import { openBrowserBackend, whyUnavailable } from '#lab/backends/open-browser-backend.ts';
import { type LstmWeights, lstm } from '#lab/models/recurrent/lstm.ts';
import { leavesOf, withLeaves } from '#lab/models/tensor-tree.ts';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import type { EncoderDecoderWeights } from '#lab/models/transformer/encoder-decoder.ts';
import { greedyByRecomputation, greedyWithCache } from '#lab/models/transformer/greedy-decoding.ts';
import { type DenseArray, toTensors } from '#lab/models/weights.ts';

// What models.slow.test.ts calls in a browser: the lab's models and backends, bundled as for a reader.

type Placed = { inputs: Record<string, tf.Tensor>; weights: Record<string, tf.Tensor> };

const models = {
  attention: ({ inputs: { query, key, value } }: Placed, mask?: tf.Tensor) =>
    scaledDotProductAttention(...([query, key, value] as Three), mask, open?.fused),
  lstm: ({ inputs, weights }: Placed) =>
    lstm(inputs['x'] as tf.Tensor, weights as unknown as LstmWeights<tf.Tensor>, open?.fused),
};
type Three = [tf.Tensor, tf.Tensor, tf.Tensor];

/** A model's arguments as arrays. */
export interface Given {
  inputs: Record<string, DenseArray>;
  weights: Record<string, DenseArray>;
  cotangent: DenseArray;
  mask?: DenseArray | undefined;
}

/** What greedy decoding needs, as arrays. */
export interface Translation {
  source: number[][];
  weights: EncoderDecoderWeights<DenseArray>;
  positions: DenseArray;
  causal: DenseArray;
  memoryMask?: DenseArray | undefined;
  numHeads: number;
  startToken: number;
  steps: number;
}

let open: OpenBackend | undefined;

const lab = {
  whyUnavailable,

  async open(id: BrowserBackendId): Promise<Pick<OpenBackend, 'id' | 'library' | 'flags'>> {
    open = await openBrowserBackend(id, new URL('wasm/', document.baseURI).href);
    return { id: open.id, library: open.library, flags: open.flags };
  },

  /** Closes the backend, and says how many tensors were still alive. */
  close(): number {
    const { numTensors } = tf.memory();
    open?.close();
    return numTensors;
  },

  /** A model's output, and the gradients of Σ output ∘ cotangent for all inputs and weights. */
  async differentiate(name: keyof typeof models, { mask, ...arrays }: Given) {
    const placed = toTensors(arrays);
    const placedMask = toTensors(mask === undefined ? {} : { mask });
    const { cotangent, ...given } = placed.tensors as Placed & { cotangent: tf.Tensor };
    const { mask: added } = placedMask.tensors as { mask?: tf.Tensor };
    const output = tf.tidy(() => models[name](given, added));
    const { value, grads } = tf.valueAndGrads((...leaves) =>
      tf.sum(tf.mul(models[name](withLeaves(given, leaves), added), cotangent)),
    )(leavesOf(given));
    const computed = {
      output: await arrayOf(output),
      gradients: await arraysOf(withLeaves(given, grads)),
    };
    tf.dispose([output, value, ...grads]);
    placed.dispose();
    placedMask.dispose();
    return computed;
  },

  /** The tokens chosen by recomputation and with a cache. */
  async translate({ source, weights, positions, causal, memoryMask, ...options }: Translation) {
    const constants = { positions, causal, ...(memoryMask && { memoryMask }) };
    const placed = toTensors({ weights, constants });
    const ids = tf.tensor2d(source, undefined, 'int32');
    const { weights: placedWeights, constants: placedConstants } = placed.tensors as unknown as {
      weights: EncoderDecoderWeights<tf.Tensor>;
      constants: { positions: tf.Tensor; causal: tf.Tensor; memoryMask?: tf.Tensor };
    };
    const all = { ...options, ...placedConstants, kernels: open?.fused };
    const recomputed = greedyByRecomputation(ids, placedWeights, all);
    const cached = greedyWithCache(ids, placedWeights, all);
    const tokens = { recomputed: await arrayOf(recomputed), cached: await arrayOf(cached) };
    tf.dispose([ids, recomputed, cached]);
    placed.dispose();
    return tokens;
  },
};

export type Lab = typeof lab;
Object.assign(globalThis, { lab });

type Computed = { shape: number[]; values: ArrayLike<number> };

async function arrayOf(tensor: tf.Tensor): Promise<Computed> {
  return { shape: tensor.shape, values: await tensor.data() };
}

async function arraysOf(tree: object): Promise<object> {
  if (tree instanceof tf.Tensor) return arrayOf(tree);
  const entries = Object.entries(tree).map(async ([key, each]) => [key, await arraysOf(each)]);
  return Object.fromEntries(await Promise.all(entries));
}
