import type { Mutation } from './mutation.ts';

const transformer = 'src/lab/models/transformer';
const tests = 'tests/lab/models/transformer';

/** Mistakes in other forms of attention, and in reading ahead. */
export const attentionMutations: readonly Mutation[] = [
  {
    mistake: 'a guess that was wrong stays in what was read',
    file: `${transformer}/speculative-decoding.ts`,
    from: 'verifier.forgetFrom(',
    to: 'verifier.forgetFrom(1 + ',
    tests: `${tests}/speculative-decoding.test.ts`,
  },
  {
    mistake: 'new positions see those after them',
    file: `${transformer}/causal-extension.ts`,
    from: 'tf.slice(weights.mask, [t, 0], [k, t + k])',
    to: 'tf.zeros([k, t + k])',
    tests: `${tests}/speculative-decoding.test.ts`,
  },
  {
    mistake: 'what was summed before is not scaled to the new largest score',
    file: `${transformer}/blockwise-attention.ts`,
    from: 'tf.mul(left.summed, keepLeft)',
    to: 'left.summed',
    tests: `${tests}/blockwise-attention.test.ts`,
  },
  {
    mistake: 'the larger of two largest scores is taken from one side',
    file: `${transformer}/blockwise-attention.ts`,
    from: 'tf.maximum(left.largest, right.largest)',
    to: 'left.largest',
    tests: `${tests}/blockwise-attention.test.ts`,
  },
  {
    mistake: 'recomputed weights are not those of the forward pass: the total is missing',
    file: `${transformer}/recomputed-attention.ts`,
    from: 'tf.add(merged.largest, tf.log(merged.total))',
    to: 'merged.largest',
    tests: `${tests}/recomputed-attention.test.ts`,
  },
  {
    mistake: 'the gradient of the scores lacks the mean over the weights',
    file: `${transformer}/recomputed-attention.ts`,
    from: 'tf.sub(matMul(upstream, value, false, true), along)',
    to: 'matMul(upstream, value, false, true)',
    tests: `${tests}/recomputed-attention.test.ts`,
  },
  {
    mistake: 'the gradient of the query is that of the last block alone',
    file: `${transformer}/recomputed-attention.ts`,
    from: 'tf.add(before, query)',
    to: 'tf.clone(query)',
    tests: `${tests}/recomputed-attention.test.ts`,
  },
  {
    mistake: 'packed rows see the padding behind them',
    file: `${transformer}/encode-batch.ts`,
    from: 'packedMask(own, width)',
    to: 'packedMask([...own.slice(0, -1), width - own.slice(0, -1).reduce((a, b) => a + b, 0)], width)',
    tests: `${tests}/encode-batch.test.ts`,
  },
  {
    mistake: 'a block takes the mask of the first',
    file: `${transformer}/blockwise-attention.ts`,
    from: '(axis === mask.rank - 1 ? from : 0)',
    to: '0',
    tests: `${tests}/blockwise-attention.test.ts`,
  },
  {
    mistake: 'the band is one position too wide',
    file: `${transformer}/banded-attention.ts`,
    from: 'block === 0 ? width : row + 1',
    to: 'block === 0 ? width : row',
    tests: `${tests}/banded-attention.test.ts`,
  },
  {
    mistake: 'the first block sees keys before the sequence',
    file: `${transformer}/banded-attention.ts`,
    from: 'block === 0 ? width : row + 1',
    to: 'row + 1',
    tests: `${tests}/banded-attention.test.ts`,
  },
  {
    mistake: 'packed sequences see the one before',
    file: `${transformer}/packed-mask.ts`,
    from: 'row * n + start, row',
    to: 'row * n + Math.max(0, start - 1), row',
    tests: `${tests}/banded-attention.test.ts`,
  },
  {
    mistake: 'shared heads go round instead of in groups',
    file: `${transformer}/grouped-attention.ts`,
    from: 'Math.floor((head * numGroups) / numHeads)',
    to: 'head % numGroups',
    tests: `${tests}/grouped-attention.test.ts`,
  },
  {
    mistake: 'linear attention is not divided by its weights',
    file: `${transformer}/linear-attention.ts`,
    from: 'tf.div(matMul(asked, state), weight)',
    to: 'matMul(asked, state)',
    tests: `${tests}/linear-attention.test.ts`,
  },
];
