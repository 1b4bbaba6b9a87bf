import type { DenseArray } from '#lab/models/weights.ts';

/** The same tree with every array copied into shared memory, so that threads get it without a copy. */
export function shareArrays<Tree extends object>(arrays: Tree): Tree {
  return mapArrays(arrays, ({ shape, values }) => {
    const shared = new Float32Array(new SharedArrayBuffer(values.byteLength));
    shared.set(values);
    return { shape, values: shared };
  });
}

/** The same tree with zeros in shared memory, where a thread may leave its results. */
export function shareZeros<Tree extends object>(arrays: Tree): Tree {
  return mapArrays(arrays, ({ shape, values }) => ({
    shape,
    values: new Float32Array(new SharedArrayBuffer(values.byteLength)),
  }));
}

/** The arrays of a tree in the order of its keys, as leavesOf gives its tensors. */
export function arraysOf(tree: object): DenseArray[] {
  if ('values' in tree && 'shape' in tree) return [tree as DenseArray];
  return Object.values(tree as Record<string, object>).flatMap(arraysOf);
}

function mapArrays<Tree extends object>(tree: Tree, map: (leaf: DenseArray) => DenseArray): Tree {
  const visit = (node: object): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if ('values' in node && 'shape' in node) return map(node as DenseArray);
    return Object.fromEntries(
      Object.entries(node).map(([key, each]) => [key, visit(each as object)]),
    );
  };
  return visit(tree) as Tree;
}
