import type * as tf from '@tensorflow/tfjs-core';
import { flatten, rowsOf } from '#lab/models/oracle/matrix.ts';
import { scaledDotProductOracle } from '#lab/models/oracle/scaled-dot-product.ts';
import { groupedAttention } from '#lab/models/transformer/grouped-attention.ts';
import { causalMask } from '#lab/models/transformer/masks.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { type ComputedFunction, defineExperiment, type TensorCase } from './experiment.ts';

// What does decoding read? Eight heads of queries over g heads of keys and values: a step of decoding
// reads the whole cache for one query a head, a pass over a prompt reads it for all of its queries.

const [numHeads, dHead] = [8, 64];
const grid = [1, 2, 4, 8];

/** A batch of B sequences, each of which asks with `queries` positions of the `length` that are cached. */
interface Asking {
  computes: string;
  batchSize: number;
  queries: number;
  length: number;
}

const step: Asking = { computes: 'step', batchSize: 8, queries: 1, length: 2048 };
const shortStep: Asking = { ...step, computes: 'short-step', length: 256 };
const prompt: Asking = { computes: 'prompt', batchSize: 1, queries: 512, length: 512 };

/** Queries [B, h, n, dHead]; keys and values [B, g, m, dHead]. */
function inputsOf({ batchSize, queries, length }: Asking, numGroups: number, seed: number) {
  const draw = seededNormal(seed);
  const cached = () => draw([batchSize, numGroups, length, dHead], 1);
  return { query: draw([batchSize, numHeads, queries, dHead], 1), key: cached(), value: cached() };
}

/** Keys or values with each shared head there once for every head of queries: [B, h, m, dHead]. */
function repeated({ shape, values }: DenseArray): DenseArray {
  const [batchSize, numGroups, length] = shape as [number, number, number];
  const size = length * dHead;
  const copies = new Float32Array(batchSize * numHeads * size);
  for (let head = 0; head < batchSize * numHeads; head++) {
    const group = Math.floor((head * numGroups) / numHeads);
    copies.set(values.subarray(group * size, (group + 1) * size), head * size);
  }
  return { shape: [batchSize, numHeads, length, dHead], values: copies };
}

type Inputs = ReturnType<typeof inputsOf>;
const withRepeated = ({ query, key, value }: Inputs): Inputs => ({
  query,
  key: repeated(key),
  value: repeated(value),
});

/** Bytes of keys and values. */
const cacheBytes = ({ key, value }: Inputs) => 4 * (key.values.length + value.values.length);

function caseOf(network: string, asking: Asking, place: (inputs: Inputs) => Inputs): TensorCase {
  const { computes, batchSize, queries, length } = asking;
  const isCausal = queries === length;
  return {
    network,
    threads: ['one'],
    computes,
    grid,
    quickGrid: grid,
    flops: () => 4 * batchSize * numHeads * queries * length * dHead,
    sequentialSteps: () => 1,
    open(numGroups, seed, kernels) {
      const inputs = place(inputsOf(asking, numGroups, seed));
      const { tensors, dispose } = toTensors({
        ...inputs,
        mask: causalMask(isCausal ? length : 1),
      });
      const { query, key, value, mask } = tensors;
      const seen: tf.Tensor | undefined = isCausal ? mask : undefined;
      return { run: () => groupedAttention(query, key, value, seen, kernels), dispose };
    },
    observe(numGroups, seed) {
      const bytes = cacheBytes(place(inputsOf(asking, numGroups, seed)));
      return [{ name: 'cache-bytes', shape: [1], values: [bytes] }];
    },
  };
}

/** Head by head in float64, with the keys that its group shares; a causal query sees those up to its own. */
function functionOf(asking: Asking): ComputedFunction {
  const { queries, length } = asking;
  return {
    oracle(numGroups, seed) {
      const { query, key, value } = withRepeated(inputsOf(asking, numGroups, seed));
      const headsOf = ({ shape, values }: DenseArray) => {
        const rows = rowsOf({ shape: [values.length / dHead, dHead], values });
        const perHead = shape[2] as number;
        return Array.from({ length: rows.length / perHead }, (_, head) =>
          rows.slice(head * perHead, (head + 1) * perHead),
        );
      };
      const [keys, values] = [headsOf(key), headsOf(value)];
      const outputs = headsOf(query).flatMap((rows, head) =>
        rows.flatMap((row, at) => {
          const seen = queries === length ? at + 1 : length;
          const see = (all: typeof keys) => (all[head] as Float64Array[]).slice(0, seen);
          return scaledDotProductOracle([row], see(keys), see(values));
        }),
      );
      return flatten(outputs);
    },
    reductionLength: () => length,
  };
}

const shared = (inputs: Inputs) => inputs;

export default defineExperiment({
  name: 'kv-cache-groups',
  axis: { name: 'groups', symbol: 'g' },
  primary: { of: { case: 'step@one', at: 8 }, over: { case: 'step@one', at: 1 } },
  shape: {
    numHeads,
    dHead,
    batchSize: step.batchSize,
    length: step.length,
    shortLength: shortStep.length,
    promptLength: prompt.length,
  },
  cases: [
    caseOf('step', step, shared),
    caseOf('step-repeated', step, withRepeated),
    caseOf('short-step', shortStep, shared),
    caseOf('prompt', prompt, shared),
  ],
  functions: {
    step: functionOf(step),
    'short-step': functionOf(shortStep),
    prompt: functionOf(prompt),
  },
  // What is read of the cache: in proportion to the heads that are kept.
  predictions: { 'bytes-of-all-heads': numHeads },
});
