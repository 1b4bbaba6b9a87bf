import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs-core';
import { loadFamilies } from '#authoring/read-catalogue.ts';
import { formatInterval, formatQuantity } from '#figures/format-quantity.ts';
import { native } from '#lab/backends/native.ts';
import { parseRecord } from '#results/parse-record.ts';
import { evaluate } from '#results/quantity.ts';
import { blockInterval, type Interval } from '#statistics/block-interval.ts';
import { site } from '../site.config.ts';

// npm run bench:by-hand [-- MACHINE]: published numbers of eight experiments, measured again by plain loops
// that share nothing with the lab's networks or its instrument, each in ten fresh processes on one thread.
// It is the machine before you that is compared with the records of MACHINE, the primary one if not given.

const processes = 10;

type Engine = typeof TensorFlow;
/** TensorFlow's kernels by name: tfjs multiplies matrices with the slower BatchMatMulV2. */
interface Kernels {
  matMul(left: TensorFlow.Tensor, right: TensorFlow.Tensor): TensorFlow.Tensor;
  softmax(x: TensorFlow.Tensor): TensorFlow.Tensor;
}
type Loop = (tf: Engine, kernels: Kernels) => number;

/** Median of 31 calls in ms, after 30 that do not count. The result is read when the clock has stopped. */
function medianMs(tf: Engine, run: () => TensorFlow.Tensor): number {
  const times: number[] = [];
  for (let call = 0; call < 61; call++) {
    const start = performance.now();
    const y = tf.tidy(run);
    times.push(performance.now() - start);
    y.dataSync();
    y.dispose();
  }
  return times.slice(30).sort((a, b) => a - b)[15] as number;
}

const loops: Record<string, Loop> = {
  // LayerNorm(x + Sublayer(x)) twice, n = 1024, d = 256, 4 heads, 4d in between.
  'sequence-length/encoder-time': (tf, { matMul, softmax }) => {
    const [n, d, h] = [1024, 256, 4];
    const matrix = (rows: number, columns: number) =>
      tf.randomNormal([rows, columns], 0, 1 / Math.sqrt(rows));
    const [wq, wk, wv, wo] = [matrix(d, d), matrix(d, d), matrix(d, d), matrix(d, d)];
    const [up, down] = [matrix(d, 4 * d), matrix(4 * d, d)];
    const [b1, b2, gain, bias] = [tf.zeros([4 * d]), tf.zeros([d]), tf.ones([d]), tf.zeros([d])];
    const x = tf.randomNormal([n, d]);
    const heads = (y: TensorFlow.Tensor) => tf.transpose(tf.reshape(y, [n, h, d / h]), [1, 0, 2]);
    const norm = (y: TensorFlow.Tensor) => {
      const centred = tf.sub(y, tf.mean(y, -1, true));
      const variance = tf.mean(tf.square(centred), -1, true);
      const scaled = tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-5)));
      return tf.add(tf.mul(scaled, gain), bias);
    };
    return medianMs(tf, () => {
      const q = tf.mul(heads(matMul(x, wq)), 1 / Math.sqrt(d / h));
      const weights = softmax(tf.matMul(q, heads(matMul(x, wk)), false, true));
      const mixed = tf.transpose(tf.matMul(weights, heads(matMul(x, wv))), [1, 0, 2]);
      const middle = norm(tf.add(x, matMul(tf.reshape(mixed, [n, d]), wo)));
      const hidden = tf.relu(tf.add(matMul(middle, up), b1));
      return norm(tf.add(middle, tf.add(matMul(hidden, down), b2)));
    });
  },
  // 1,024 rows of [x, h] times the weights of four gates: row by row, and all at once.
  'dispatch-or-parallelism/gemm': (tf, { matMul }) => {
    const [n, k, d] = [1024, 512, 256];
    const rows = tf.randomNormal([n, 4, 1, k]);
    const gates = tf.randomNormal([1, 4, k, d]);
    const byRow = medianMs(tf, () => tf.matMul(rows, gates));
    const [matrix, kernel] = [tf.randomNormal([n, k]), tf.randomNormal([k, 4 * d])];
    return byRow / medianMs(tf, () => matMul(matrix, kernel));
  },
  'backend-ladder/matmul-native-time': (tf, { matMul }) => {
    const [left, right] = [tf.randomNormal([512, 512]), tf.randomNormal([512, 512])];
    return medianMs(tf, () => matMul(left, right));
  },
  // The core of attention: n = 2048, d = 128.
  'table-one/attention-128-time': (tf, { matMul, softmax }) => {
    const rows = () => tf.randomNormal([2048, 128]);
    const [query, key, value] = [rows(), rows(), rows()];
    const scaled = () => tf.mul(query, 1 / Math.sqrt(128));
    return medianMs(tf, () => matMul(softmax(tf.matMul(scaled(), key, false, true)), value));
  },
  // All keys in one block, whose softmax is made of four kernels, beside the softmax that is one: n = 2048, d = 64.
  'attention-memory/one-block-over-full': (tf, { matMul, softmax }) => {
    const [query, key, value] = [0, 1, 2].map(() => tf.randomNormal([2048, 64])) as [
      TensorFlow.Tensor2D,
      TensorFlow.Tensor2D,
      TensorFlow.Tensor2D,
    ];
    const scores = () => tf.matMul(tf.mul(query, 1 / 8), key, false, true);
    const block = medianMs(tf, () => {
      const found = scores();
      const weights = tf.exp(tf.sub(found, tf.max(found, -1, true)));
      return tf.div(matMul(weights, value), tf.sum(weights, -1, true));
    });
    return block / medianMs(tf, () => matMul(softmax(scores()), value));
  },
  // h = (1 − z) h + z (x W), z = σ(x V), over 1,024 rows of 128: step after step, and in ten doublings.
  'scan/min-gru-loop-over-scan-states-1024': (tf, { matMul }) => {
    const [n, d] = [1024, 128];
    const [v, w] = [0, 1].map(() => tf.randomNormal([d, d], 0, 1 / Math.sqrt(d))) as [
      TensorFlow.Tensor,
      TensorFlow.Tensor,
    ];
    const x = tf.randomNormal([n, d]);
    const factors = (): [TensorFlow.Tensor2D, TensorFlow.Tensor2D] => {
      const z = tf.sigmoid(matMul(x, v));
      return [tf.sub(1, z) as TensorFlow.Tensor2D, tf.mul(z, matMul(x, w))];
    };
    const loop = medianMs(tf, () => {
      const [a, b] = factors().map((each) => tf.split(each, n)) as [
        TensorFlow.Tensor[],
        TensorFlow.Tensor[],
      ];
      const states: TensorFlow.Tensor[] = [];
      for (const [step, own] of b.entries()) {
        const before = states.at(-1);
        const kept = before && tf.mul(a[step] as TensorFlow.Tensor, before);
        states.push(kept ? tf.add(kept, own) : own);
      }
      return tf.concat(states);
    });
    const doublings = medianMs(tf, () => {
      let [a, b] = factors();
      for (let back = 1; back < n; back *= 2) {
        const shifted = (y: TensorFlow.Tensor2D, empty: number) =>
          tf.concat([tf.fill([back, d], empty), tf.slice(y, [0, 0], [n - back, d])]);
        b = tf.add(tf.mul(a, shifted(b, 0)), b);
        a = tf.mul(a, shifted(a, 1));
      }
      return b;
    });
    return loop / doublings;
  },
  // Sixteen rows times a matrix of 64 MB, and one row.
  'roofline/sixteen-rows-over-one': (tf, { matMul }) => {
    const matrix = tf.randomNormal([4096, 4096]);
    const [many, one] = [tf.randomNormal([16, 4096]), tf.randomNormal([1, 4096])];
    const time = (rows: TensorFlow.Tensor) => medianMs(tf, () => matMul(rows, matrix));
    return time(many) / time(one);
  },
  // Eight sequences, eight heads of queries, 2,048 cached positions; eight heads of keys and values, or one.
  'kv-cache-groups/step-eight-over-one': (tf, { softmax }) => {
    const time = (heads: number) => {
      const query = tf.randomNormal([8, heads, 8 / heads, 64]);
      const [key, value] = [0, 1].map(() => tf.randomNormal([8, heads, 2048, 64])) as [
        TensorFlow.Tensor,
        TensorFlow.Tensor,
      ];
      return medianMs(tf, () => {
        const scores = tf.matMul(tf.mul(query, 1 / 8), key, false, true);
        return tf.matMul(softmax(scores), value);
      });
    };
    return time(8) / time(1);
  },
};

/** In a fresh process: one loop, its result on standard output. */
function runLoop(loop: Loop): void {
  process.removeAllListeners('warning');
  const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node') as Engine;
  const backend = tf.backend() as unknown as {
    binding: { TF_ATTR_TYPE: number; TF_ATTR_STRING: number; TF_FLOAT: number };
    executeSingleOutput(name: string, attributes: object[], inputs: object[]): TensorFlow.Tensor;
  };
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_FLOAT } = backend.binding;
  const float = { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT };
  const oneDnn = { name: '_kernel', type: TF_ATTR_STRING, value: 'MklNameChangeOp' };
  const kernels: Kernels = {
    matMul: (left, right) => backend.executeSingleOutput('MatMul', [float], [left, right]),
    softmax: (x) => backend.executeSingleOutput('_MklSoftmax', [float, oneDnn], [x]),
  };
  console.log(loop(tf, kernels));
}

/** Where the estimate by hand lies, beside the published interval. */
function verdict(hand: Interval, published: Interval): string {
  if (hand.estimate >= published.low && hand.estimate <= published.high) return 'inside';
  return hand.low <= published.high && hand.high >= published.low ? 'intervals overlap' : 'APART';
}

/** How many numbers were compared: those that one of the machines has measured, the first that has. */
async function compare(machines: readonly string[]): Promise<number> {
  let compared = 0;
  const families = await loadFamilies(process.cwd());
  for (const id of Object.keys(loops)) {
    const [experiment = '', name = ''] = id.split('/');
    const rule = families.find((each) => each.experiment === experiment)?.quantities[name]?.rule;
    if (rule === undefined) throw new RangeError(`There is no quantity "${id}".`);
    const file = machines
      .map((machine) => `src/results/${experiment}/${machine}.json`)
      .find((each) => existsSync(each));
    if (file === undefined) {
      console.log(`${id}: no record on ${machines.join(' or ')}`);
      continue;
    }
    const published = evaluate(rule, parseRecord(readFileSync(file, 'utf8'), file));
    if (published.kind !== 'timed') throw new TypeError(`"${id}" is not timed.`);
    const values = Array.from({ length: processes }, () =>
      Number(
        execFileSync(process.execPath, ['--no-deprecation', import.meta.filename, id], {
          env: { ...process.env, ...native.environment(1) },
          encoding: 'utf8',
        }),
      ),
    );
    const hand = blockInterval(values);
    const interval = published.interval(0.95);
    const said = (each: Interval) => formatInterval(each, published.unit, 'en');
    console.log(
      `${id}: by hand ${said(hand)}, published ${formatQuantity(published, 'en')} ` +
        `(${said(interval)}): ${verdict(hand, interval)}`,
    );
    compared++;
  }
  return compared;
}

const asked = process.argv[2];
const loop = asked === undefined ? undefined : loops[asked];
if (loop !== undefined) runLoop(loop);
else if ((await compare(asked === undefined ? site.primaryMachines : [asked])) === 0) {
  console.error(
    'Nothing was compared. Expected the name of a machine whose records are in src/results.',
  );
  process.exitCode = 1;
}
