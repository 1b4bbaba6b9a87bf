import type { EncoderLayerWeights } from '../transformer/encoder-layer.ts';
import type { DenseArray } from '../weights.ts';
import { encoderLayerOracle } from './transformer.ts';

type Layers = readonly EncoderLayerWeights<DenseArray>[];

/** The batch of a training step: x and target [B·n, dModel]. */
export interface TrainingBatch {
  x: DenseArray;
  target: DenseArray;
  batchSize: number;
  numHeads: number;
}

/** About the cube root of float64's rounding: where both errors of a central difference are least. */
const step = 1e-5;

/**
 * What a training step of a stack of encoder layers must come to, in float64: the mean of squares
 * against the target, and how fast it grows along a direction in the space of the weights, which is
 * the sum over all weights of gradient times direction. By a central difference, so that no rule of
 * differentiation is used. The loss is the mean of both sides, off by less than 1e-9 of itself.
 */
export function trainingStepOracle(
  layers: Layers,
  direction: Layers,
  batch: TrainingBatch,
): [loss: number, slope: number] {
  const [ahead, behind] = [step, -step].map((distance) =>
    meanSquare(moved(layers, direction, distance), batch),
  ) as [number, number];
  return [(ahead + behind) / 2, (ahead - behind) / (2 * step)];
}

function meanSquare(layers: Layers, { x, target, batchSize, numHeads }: TrainingBatch): number {
  const size = x.values.length / batchSize;
  const shape = [(x.shape[0] as number) / batchSize, x.shape[1] as number];
  let sum = 0;
  for (let start = 0; start < x.values.length; start += size) {
    let hidden: DenseArray = { shape, values: x.values.subarray(start, start + size) };
    for (const layer of layers) {
      hidden = asDense(shape, encoderLayerOracle(hidden, layer, numHeads));
    }
    for (const [index, value] of hidden.values.entries()) {
      sum += (value - (target.values[start + index] as number)) ** 2;
    }
  }
  return sum / x.values.length;
}

/** weights + distance · direction, leaf by leaf. */
function moved<Tree extends object>(weights: Tree, direction: Tree, distance: number): Tree {
  if ('values' in weights && 'shape' in weights) {
    const [from, along] = [weights, direction] as unknown as [DenseArray, DenseArray];
    const values = Float64Array.from(
      from.values,
      (value, index) => value + distance * (along.values[index] as number),
    );
    return asDense(from.shape, values) as unknown as Tree;
  }
  const entries = Object.entries(weights).map(([name, each]) => {
    const other = direction[name as keyof Tree];
    return [name, moved(each as object, other as object, distance)];
  });
  const tree = Object.fromEntries(entries) as Tree;
  return Array.isArray(weights) ? (Object.values(tree) as Tree) : tree;
}

/** The oracles read single entries alone, so that float64 passes through them unrounded. */
function asDense(shape: number[], values: Float64Array): DenseArray {
  return { shape, values: values as unknown as Float32Array };
}
