import * as tf from '@tensorflow/tfjs-core';

/** The tensors of a tree of weights (nested objects and lists) in the order of its keys. */
export function leavesOf(tree: object): tf.Tensor[] {
  if (tree instanceof tf.Tensor) return [tree];
  return Object.values(tree as Record<string, object>).flatMap(leavesOf);
}

/** A tree of the same form with other tensors for leaves, in the order of leavesOf. */
export function withLeaves<Tree extends object>(tree: Tree, leaves: readonly tf.Tensor[]): Tree {
  const count = leavesOf(tree).length;
  if (leaves.length !== count) {
    throw new RangeError(
      `A tree needs as many leaves as it had; received ${leaves.length} for ${count}.`,
    );
  }
  const rest = leaves.values();
  const fill = (node: object): object => {
    if (node instanceof tf.Tensor) return rest.next().value as tf.Tensor;
    if (Array.isArray(node)) return node.map(fill);
    return Object.fromEntries(
      Object.entries(node as Record<string, object>).map(([name, each]) => [name, fill(each)]),
    );
  };
  return fill(tree) as Tree;
}
