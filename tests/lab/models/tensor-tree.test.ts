import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { leavesOf, withLeaves } from '#lab/models/tensor-tree.ts';

const leaf = (id: number) => ({ id }) as unknown as tf.Tensor;
const tensor = (id: number) => Object.assign(Object.create(tf.Tensor.prototype), leaf(id));

it('the leaves of a tree, and a tree of that form with other leaves, are in one order', () => {
  const [a, b, c] = [tensor(1), tensor(2), tensor(3)];
  const tree = { first: a, deeper: [{ second: b }, { third: c }] };
  expect(leavesOf(tree)).toEqual([a, b, c]);
  const [x, y, z] = [tensor(4), tensor(5), tensor(6)];
  expect(withLeaves(tree, [x, y, z])).toEqual({ first: x, deeper: [{ second: y }, { third: z }] });
});

it('too few or too many leaves are refused', () => {
  expect(() => withLeaves({ a: tensor(1), b: tensor(2) }, [tensor(3)])).toThrow(
    'A tree needs as many leaves as it had; received 1 for 2.',
  );
  expect(() => withLeaves({ a: tensor(1) }, [tensor(3), tensor(4)])).toThrow(
    'A tree needs as many leaves as it had; received 2 for 1.',
  );
});
