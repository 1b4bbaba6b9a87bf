import type { DenseArray, Draw } from '../weights.ts';

/**
 * How far to go to each side: so little that hardly any unit passes the kink of its ReLU, and so
 * much that the rounding of float64, about 1e-15 / 1e-8, stays far below float32's.
 */
const distance = 1e-8;

/**
 * A function of weights and how fast it grows along a direction, in float64, by a central
 * difference: no rule of differentiation is used.
 */
export function valueAndSlope<Weights extends object>(
  compute: (weights: Weights) => number,
  weights: Weights,
  direction: Weights,
): Float64Array {
  const ahead = compute(moved(weights, direction, distance));
  const behind = compute(moved(weights, direction, -distance));
  return Float64Array.of(compute(weights), (ahead - behind) / (2 * distance));
}

/** A direction in the space of the weights: a normal deviate for every number, biases too. */
export function directionLike<Tree extends object>(
  tree: Tree,
  draw: Draw,
  deviation: number,
): Tree {
  if ('values' in tree && 'shape' in tree) {
    return draw((tree as DenseArray).shape, deviation) as Tree;
  }
  const entries = Object.entries(tree).map(([name, each]) => [
    name,
    directionLike(each, draw, deviation),
  ]);
  return Object.fromEntries(entries) as Tree;
}

/** The oracles copy values into float64 rows, so that an array of float64 passes unrounded. */
export function asDense(shape: number[], values: Float64Array): DenseArray {
  return { shape, values: values as unknown as Float32Array };
}

/** weights + by · direction, array by array. */
function moved<Tree extends object>(weights: Tree, direction: Tree, by: number): Tree {
  if ('values' in weights && 'shape' in weights) {
    const [from, along] = [weights, direction] as unknown as [DenseArray, DenseArray];
    const values = Float64Array.from(
      from.values,
      (value, index) => value + by * (along.values[index] as number),
    );
    return asDense(from.shape, values) as unknown as Tree;
  }
  const entries = Object.entries(weights).map(([name, each]) => [
    name,
    moved(each as object, direction[name as keyof Tree] as object, by),
  ]);
  return Object.fromEntries(entries) as Tree;
}
