import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckoutCopy } from '../../support/checkout-copy.ts';
import { attentionMutations } from './mutations/attention.ts';
import type { Mutation } from './mutations/mutation.ts';
import { recurrentMutations } from './mutations/recurrent.ts';

// Would the tests notice? Each classic mistake is made in a copy, and the models' tests must go red
// by an assertion: not by a type, a crash or a missing file.

const transformer = 'src/lab/models/transformer';
const models = 'tests/lab/models';
const pipeline = 'tests/lab/parallel/pipeline.test.ts';
const mutations: Mutation[] = [
  ...attentionMutations,
  ...recurrentMutations,
  {
    mistake: 'the scale is dropped',
    file: `${transformer}/attention.ts`,
    from: 'tf.mul(query, 1 / Math.sqrt(dHead))',
    to: 'tf.mul(query, 1)',
    tests: `${models}/reference-attention.test.ts`,
  },
  {
    mistake: 'the scale is that of the model, not of the head',
    file: `${transformer}/attention.ts`,
    from: 'Math.sqrt(dHead)',
    to: 'Math.sqrt(dHead * numHeads)',
    tests: `${models}/reference-attention.test.ts`,
  },
  {
    mistake: 'queries and keys are swapped',
    file: `${transformer}/multi-head-attention.ts`,
    from: 'scaledDotProductAttention(query, key, value, mask, kernels)',
    to: 'scaledDotProductAttention(key, query, value, mask, kernels)',
    tests: `${models}/reference-transformer.test.ts`,
  },
  {
    mistake: 'the causal mask is off by one',
    file: `${transformer}/masks.ts`,
    from: 'row * n + row + 1',
    to: 'row * n + row + 2',
    tests: `${models}/reference-attention.test.ts`,
  },
  {
    mistake: 'the padding mask is off by one',
    file: `${transformer}/masks.ts`,
    from: 'sequence * m + length,',
    to: 'sequence * m + length + 1,',
    tests: `${models}/reference-attention.test.ts`,
  },
  {
    mistake: 'one bias is forgotten',
    file: `${transformer}/feed-forward.ts`,
    from: 'linear(hidden, outer, outerBias, kernels)',
    to: 'linear(hidden, outer, undefined, kernels)',
    tests: `${models}/reference-transformer.test.ts`,
  },
  {
    mistake: 'the loss, and with it the gradient, is a sum and not a mean',
    file: 'src/lab/models/training/cross-entropy.ts',
    from: 'tf.neg(tf.div(total, tf.sum(counted)))',
    to: 'tf.neg(total)',
    tests: `${models}/reference-training.test.ts`,
  },
  {
    mistake: 'only the last token is learned from',
    file: 'src/lab/models/training/cross-entropy.ts',
    from: 'tf.sum(tf.mul(own, counted))',
    to: 'tf.mul(tf.sum(tf.slice(own, [rows - 1], [1])), tf.sum(counted))',
    tests: `${models}/reference-training.test.ts`,
  },
  {
    mistake: 'the target is not shifted',
    file: 'src/lab/models/training/teacher-forcing.ts',
    from: 'tf.concat([start, tf.slice(target, [0, 0], [batchSize, m - 1])], 1)',
    to: 'tf.clone(target)',
    tests: `${models}/reference-encoder-decoder.test.ts`,
  },
  {
    mistake: 'the LSTM’s gates are in another order',
    file: 'src/lab/models/recurrent/lstm.ts',
    from: '[input, forget, candidate, output] = ',
    to: '[forget, input, candidate, output] = ',
    tests: `${models}/reference-recurrent.test.ts`,
  },
  {
    mistake: 'the norm comes before the sub-layer, not after the sum',
    file: `${transformer}/encoder-layer.ts`,
    from: 'const attended = multiHeadAttention(x, x, ',
    to: 'const normed = layerNorm(x, weights.attentionNorm);\n  const attended = multiHeadAttention(normed, normed, ',
    also: {
      from: 'layerNorm(tf.add(x, attended), weights.attentionNorm)',
      to: 'tf.add(x, attended)',
    },
    tests: `${models}/reference-transformer.test.ts`,
  },
  {
    mistake: 'the decoder attends to itself where it should attend to the source',
    file: `${transformer}/decoder-layer.ts`,
    from: 'multiHeadAttention(first, memory, crossAttention, options, masks.memory)',
    to: 'multiHeadAttention(first, first, crossAttention, options)',
    tests: `${models}/reference-transformer.test.ts`,
  },
  {
    mistake:
      'each micro-batch of a pipeline takes its own mean, and the sum of means is learned from',
    file: 'src/lab/parallel/encoder-stage.ts',
    from: '1 / wholeSize',
    to: '1 / y.size',
    tests: pipeline,
  },
  {
    mistake: 'Adam does not correct its bias',
    file: 'src/lab/models/training/adam.ts',
    from: 'tf.div(square, 1 - beta2 ** step)',
    to: 'tf.clone(square)',
    tests: `${models}/reference-training.test.ts`,
  },
];

// Two copies, as a run of few tests keeps one processor busy.
const copies = [new CheckoutCopy('mutated'), new CheckoutCopy('mutated-too')];
afterAll(() => {
  for (const { folder } of copies) rmSync(join(folder, '..'), { recursive: true, force: true });
});

interface Outcome {
  failed: boolean;
  output: string;
}

/** Runs tests in a copy: all of them, as a mistake may also make another one crash. */
function runTests({ folder }: CheckoutCopy, tests: string): Promise<Outcome> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'fast', tests];
  const env = { ...process.env, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env, maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ failed: error !== null, output: out + err }),
    );
  });
}

async function makeMistake(
  copy: CheckoutCopy,
  { file, from, to, also, tests }: Mutation,
): Promise<Outcome> {
  const before = copy.read(file);
  copy.edit(file, from, to);
  if (also !== undefined) copy.edit(file, also.from, also.to);
  const outcome = await runTests(copy, tests);
  copy.write(file, before);
  return outcome;
}

describe('the tests of the models', () => {
  it.each([models, pipeline])('pass as they are: %s', async (tests) => {
    const { failed, output } = await runTests(copies[0] as CheckoutCopy, tests);
    expect(output).toMatch(/[1-9]\d* passed, 0 failed/);
    expect(failed).toBe(false);
  });

  describe('fail', () => {
    const outcomes = new Map<Mutation, Outcome>();
    beforeAll(async () => {
      const waiting = [...mutations];
      await Promise.all(
        copies.map(async (copy) => {
          for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            outcomes.set(next, await makeMistake(copy, next));
          }
        }),
      );
    }, 3_600_000);

    it.each(mutations)('where $mistake', (mutation) => {
      const { failed, output } = outcomes.get(mutation) as Outcome;
      expect(failed).toBe(true);
      expect(output).toMatch(/AssertionError|They differ by/);
    });
  });
});
