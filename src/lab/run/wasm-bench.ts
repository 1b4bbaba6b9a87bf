import * as tf from '@tensorflow/tfjs-core';
import type { OpenBackend } from '#lab/backends/backend.ts';
import { shuffled } from '#lab/bench/schedule.ts';
import { linear } from '#lab/models/linear.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';

/** A computation, timed with the library's product and with ours, a pair of times for each block. */
export interface ProductTimes {
  name: string;
  libraryMs: number[];
  oursMs: number[];
}

type MatMul = NonNullable<OpenBackend['fused']['matMul']>;

interface Computation {
  name: string;
  run(matMul: MatMul): tf.Tensor;
}

const [n, dModel, numHeads] = [256, 256, 4] as const;
const blocks = 10;
/** Of each side a sample is the mean of as many calls as fit, after warm-up. */
const warmupMs = 400;
const sampleMs = 120;

/**
 * Times tf.matMul and the backend's own product, in the shapes of an encoder layer with n = 256,
 * dModel = 256 and 4 heads. In each block both sides run once, in random order.
 */
export function benchProducts({ fused }: OpenBackend, seed: number): ProductTimes[] {
  const { matMul } = fused;
  if (matMul === undefined) {
    throw new TypeError('The backend must have a matMul of its own; received one without.');
  }
  const draw = seededNormal(seed);
  const heads = [1, numHeads, n, dModel / numHeads];
  const { tensors, dispose } = toTensors({
    query: draw(heads, 1),
    key: draw(heads, 1),
    value: draw(heads, 1),
    weights: draw([1, numHeads, n, n], 1),
    x: draw([n, dModel], 1),
    kernel: draw([dModel, dModel], 1 / Math.sqrt(dModel)),
    dy: draw([n, dModel], 1),
  });
  const { query, key, value, weights, x, kernel, dy } = tensors;
  const computations: Computation[] = [
    { name: 'Q Kᵀ, 4 heads', run: (product) => product(query, key, false, true) },
    { name: 'A V, 4 heads', run: (product) => product(weights, value) },
    {
      name: 'linear, forward',
      run: (product) => linear(x, kernel, undefined, { matMul: product }),
    },
    { name: 'linear, forward and backward', run: (product) => trainStep(product, x, kernel, dy) },
  ];
  const times = computations.map((each) => timeBoth(each, matMul, seed));
  dispose();
  return times;
}

/** y = x W and both gradients of Σ y ∘ dy; the gradient of W is returned. */
function trainStep(matMul: MatMul, x: tf.Tensor, kernel: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  const loss = (rows: tf.Tensor, weights: tf.Tensor) =>
    tf.sum(tf.mul(linear(rows, weights, undefined, { matMul }), dy));
  const [, dKernel] = tf.grads(loss)([x, kernel]);
  return dKernel as tf.Tensor;
}

function timeBoth({ name, run }: Computation, matMul: MatMul, seed: number): ProductTimes {
  const sides: [keyof Omit<ProductTimes, 'name'>, MatMul][] = [
    ['libraryMs', tf.matMul as MatMul],
    ['oursMs', matMul],
  ];
  const times: ProductTimes = { name, libraryMs: [], oursMs: [] };
  for (const [, product] of sides) meanCallMs(() => run(product), warmupMs);
  for (let block = 0; block < blocks; block++) {
    for (const [side, product] of shuffled(sides, seed + block)) {
      times[side].push(meanCallMs(() => run(product), sampleMs));
    }
  }
  return times;
}

/** Mean time of a call over as many calls as fill `durationMs`; results are on WASM at once. */
function meanCallMs(compute: () => tf.Tensor, durationMs: number): number {
  const start = performance.now();
  let calls = 0;
  let spentMs = 0;
  do {
    const output = tf.tidy(compute);
    output.dispose();
    calls++;
    spentMs = performance.now() - start;
  } while (spentMs < durationMs);
  return spentMs / calls;
}
